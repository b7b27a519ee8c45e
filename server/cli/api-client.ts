import type { ApiError } from '../../shared/api/errors.ts';
import { API_BASE } from '../../shared/api/routes.ts';
import { CommandFailure } from './command.ts';

/** Asks a running server; rejects with a CommandFailure that says what the server said. */
export type ApiClient = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  more?: { readonly body?: unknown; readonly revision?: number },
) => Promise<T>;

/** Setting many numbers takes a while. */
const TIMEOUT_MS = 120_000;

/**
 * @param server address without a trailing slash
 * @param token PATCHCORD_TOKEN of that server
 */
export function createApiClient(server: string, token: string, send: typeof fetch): ApiClient {
  return async <T>(method: string, path: string, more: { body?: unknown; revision?: number } = {}) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (more.body !== undefined) headers['content-type'] = 'application/json';
    if (more.revision !== undefined) headers['if-match'] = `"r${more.revision}"`;
    const body = more.body === undefined ? null : JSON.stringify(more.body);
    let response: Response;
    try {
      response = await send(`${server}${API_BASE}${path}`, {
        method,
        headers,
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') {
        const late = `${server} did not answer within ${TIMEOUT_MS / 1000} s. What was asked may still go on there; look before you ask again.`;
        throw new CommandFailure('no-answer', late);
      }
      throw new CommandFailure(
        'no-server',
        `Nothing answers at ${server}. Start it with "patchcord serve", or pass --server.`,
      );
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && (answer !== undefined || response.status === 204)) return answer as T;
    throw refusal(server, response.status, answer);
  };
}

/** What a server's refusal says, for people at a terminal. */
export function refusal(server: string, status: number, answer: unknown): CommandFailure {
  const { error, problems } = (answer ?? {}) as Partial<ApiError> & {
    problems?: readonly { message: string; path?: string; block?: string }[];
  };
  if (!error) return new CommandFailure('no-patchcord', `${server} answered ${status}, but not as Patchcord does.`);
  const found = problems ?? error.problems ?? [];
  const lines = found.map(
    (problem) => `  ${'block' in problem && problem.block ? `${problem.block}: ` : ''}${problem.message}`,
  );
  const message =
    status === 401
      ? 'The server refused the token. It must be the PATCHCORD_TOKEN the server was started with.'
      : error.message;
  return new CommandFailure(error.code, [message, ...lines].join('\n'), found.length > 0 ? { problems: found } : {});
}
