import { API_BASE } from '../../shared/api/base.ts';
import type { ApiErrorProblem } from '../../shared/api/errors.ts';

/** A refusal by the server, or no answer at all (`status` 0). */
export class ApiFailure extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: readonly ApiErrorProblem[] = [],
    /** The whole body of the answer, for refusals that carry more than a sentence. */
    readonly body: unknown = undefined,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

export interface RequestOptions {
  readonly body?: unknown;
  /** Revision the request is based on. */
  readonly revision?: number;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * Asks the server's API.
 *
 * @param path below `/api/v1`
 * @returns the body of the answer; the caller names its type, which the server's schemas guarantee
 * @throws ApiFailure for every refusal and for a server that does not answer
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const body = await readBody(response);
  if (response.ok) return body as T;
  throw refusalOf(response.status, body);
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.revision !== undefined) headers['if-match'] = `"r${options.revision}"`;
  const init: RequestInit = { method, headers, credentials: 'same-origin', keepalive: options.keepalive ?? false };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(API_BASE + path, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiFailure(0, 'unreachable', 'The server does not answer. Check that it runs and that you are online.');
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, body: unknown): ApiFailure {
  const error = (body as { error?: { code?: string; message?: string; problems?: ApiErrorProblem[] } } | undefined)
    ?.error;
  const code = error?.code ?? `http-${status}`;
  // A proxy in front of a stopped server answers without our error body: the same to the person as no answer.
  if (!error && status >= 502 && status <= 504) {
    return new ApiFailure(0, 'unreachable', 'The server does not answer. It may be starting again.');
  }
  return new ApiFailure(
    status,
    code,
    error?.message ?? `The server answered with status ${status}.`,
    error?.problems,
    body,
  );
}

/** Filters as the query of an address; empty where none is set. */
export function queryOf(values: object): string {
  const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
