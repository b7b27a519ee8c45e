import type { z } from 'zod';
import { errorSchema } from './errors.ts';

/** One route: what it takes and what it answers. Paths are written as Express writes them (`/flows/:id`). */
export interface ApiRoute {
  readonly method: ApiMethod;
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The request must name the revision it is based on: `If-Match: "r<revision>"`. */
  readonly ifMatch?: boolean;
  /** The request may carry `Idempotency-Key`: the same key again makes nothing new. */
  readonly idempotent?: boolean;
  /** Most bytes of the body, where they may be more than a document's. */
  readonly bodyBytes?: number;
  readonly responses: Readonly<Record<number, ApiAnswer>>;
}

export type ApiMethod = 'get' | 'post' | 'put' | 'delete';

export interface ApiAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** The answer carries `ETag: "r<revision>"`. */
  readonly etag?: boolean;
  /** Media type where it is not JSON. */
  readonly type?: string;
}

export function route<M extends ApiMethod>(method: M, path: string, summary: string) {
  return { method, path, summary };
}

/** A GET that takes nothing. */
export function get<R extends Readonly<Record<number, ApiAnswer>>>(path: string, summary: string, responses: R) {
  return { ...route('get', path, summary), responses };
}

export function answer<S extends z.ZodType>(description: string, schema?: S, etag = false) {
  return { description, schema, etag };
}

/** An answer that says what is wrong. */
export function refusal(description: string) {
  return answer(description, errorSchema);
}
