import type { Response } from 'express';
import type { z } from 'zod';
import type { ApiRouteName, apiRoutes } from '../../shared/api/routes.ts';

/** A request that passed the table's schemas. */
export interface ApiRequest<N extends ApiRouteName = ApiRouteName> {
  readonly params: Part<(typeof apiRoutes)[N], 'params'>;
  readonly query: Part<(typeof apiRoutes)[N], 'query'>;
  readonly body: Part<(typeof apiRoutes)[N], 'body'>;
  /** The body as it came, size and encoding checked. */
  readonly text: string;
  /** Revision named by If-Match; set wherever the route asks for it. */
  readonly revision: number;
  /** The Range header as it came. */
  readonly range: string | undefined;
  /** `Idempotency-Key`, where the route knows it and the request has one. */
  readonly idempotencyKey: string | undefined;
  readonly principal: Principal;
  /** Aborted when whoever asked goes away before the answer is sent. */
  readonly gone: AbortSignal;
}

/** Who sent a request, and for people the cookie they sent. */
export type Principal = { readonly kind: 'machine' } | { readonly kind: 'person'; readonly cookie: string };

export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
  /** Revision to send as ETag. */
  readonly revision?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends a body that is no JSON and ends the answer. */
  readonly send?: (res: Response) => Promise<void>;
  /** Sent piece by piece instead of a body; its type is among the headers. */
  readonly pieces?: AsyncIterable<string>;
}

export type ApiHandler<N extends ApiRouteName> = (request: ApiRequest<N>) => Promise<ApiReply>;

/** A handler for every route of the table; a missing one does not compile. */
export type ApiHandlers = { readonly [N in ApiRouteName]: ApiHandler<N> };

type Part<R, K extends string> = R extends { readonly [P in K]: z.ZodType<infer T> } ? T : undefined;
