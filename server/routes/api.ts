import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, Router } from 'express';
import secureJson from 'secure-json-parse';
import type { z } from 'zod';
import { sentDocumentSchema } from '../../shared/api/document.ts';
import type { ApiErrorProblem } from '../../shared/api/errors.ts';
import type { ApiRoute } from '../../shared/api/route.ts';
import { type ApiRouteName, apiRoutes } from '../../shared/api/routes.ts';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import { jsonDepth } from '../../shared/text/json.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandler, ApiHandlers, ApiReply, ApiRequest, Principal } from './handler.ts';

/** Room beside a document in a request that wraps one. */
const WRAPPER = { bytes: 1_000, depth: 2 };

/**
 * The router of `/api/v1`, built from the route table. Whoever reaches it has been let in: `res.locals.principal` says who.
 *
 * @param handlers one for every route of the table
 */
export function createApiRouter(handlers: ApiHandlers): Router {
  const router = Router();
  for (const [name, route] of Object.entries<ApiRoute>(apiRoutes)) {
    // The table's types tie each handler to its own route; a loop over all of them cannot see that.
    const handle = handlers[name as ApiRouteName] as ApiHandler<ApiRouteName>;
    const readers = route.body ? [requireJson, rawBody(route.bodyBytes ?? FLOW_LIMITS.bytes + WRAPPER.bytes)] : [];
    router[route.method](route.path, ...readers, async (req: Request, res: Response) => {
      await send(res, await handle(readRequest(route, req, res)));
    });
  }
  router.use((req: Request) => {
    const allowed = methodsAt(req.path);
    if (allowed.length === 0)
      throw new ApiFailure(404, 'no-such-route', `There is nothing at ${req.baseUrl}${req.path}.`);
    const allow = allowed.map((method) => method.toUpperCase()).join(', ');
    const message = `${req.method} is not possible at ${req.baseUrl}${req.path}; possible: ${allow}.`;
    throw new ApiFailure(405, 'method-not-allowed', message, { headers: { allow } });
  });
  return router;
}

function readRequest(route: ApiRoute, req: Request, res: Response): ApiRequest {
  const text = route.body ? decode(req.body) : '';
  const request = {
    params: route.params ? judge(route.params, req.params, 'path') : undefined,
    query: route.query ? judge(route.query, req.query, 'query') : undefined,
    revision: route.ifMatch ? revisionOf(req.get('if-match')) : 0,
    // `readFlow` judges documents from their text, so that nothing deep or hostile is parsed before it is measured.
    body: route.body && route.body !== sentDocumentSchema ? judge(route.body, parse(text), '$') : undefined,
    text,
    range: req.get('range'),
    idempotencyKey: route.idempotent ? keyOf(req.get('idempotency-key')) : undefined,
    principal: res.locals.principal as Principal,
    gone: goneBefore(res),
  };
  return request as ApiRequest;
}

function goneBefore(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

function requireJson(req: Request, _res: Response, next: () => void): void {
  // A body of another type is what a page of another site can send without asking.
  if (req.is('application/json') === false || req.get('content-type') === undefined) {
    throw new ApiFailure(415, 'not-json', 'The body must be JSON, sent with content-type: application/json.');
  }
  next();
}

function decode(body: unknown): string {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ApiFailure(400, 'not-json', 'The body is not UTF-8 text.');
  }
}

function parse(text: string): unknown {
  const depth = FLOW_LIMITS.depth + WRAPPER.depth;
  if (jsonDepth(text, depth) > depth) {
    const message = `The body is nested more than ${depth} levels deep.`;
    throw new ApiFailure(400, 'too-deep', message, { problems: [{ path: '$', message, code: 'too-deep' }] });
  }
  try {
    return secureJson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    const message = `The body is not JSON this server reads: ${error instanceof Error ? error.message : String(error)}.`;
    throw new ApiFailure(400, 'not-json', message, { problems: [{ path: '$', message, code: 'not-json' }] });
  }
}

function judge(schema: z.ZodType, value: unknown, root: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => explain(issue, root));
  const message = problems.map((problem) => `${problem.path}: ${problem.message}`).join(' ');
  throw new ApiFailure(400, 'bad-request', message, { problems });
}

function explain(issue: z.core.$ZodIssue, root: string): ApiErrorProblem[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that came closest says most.
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return closest.flatMap((inner) => explain(inner, root));
  }
  const path = [root, ...issue.path.map(String)].join('.');
  return [{ path, message: issue.message }];
}

function rawBody(limit: number) {
  return express.raw({ type: () => true, limit, inflate: false });
}

function keyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new ApiFailure(400, 'bad-idempotency-key', 'Idempotency-Key has 1 to 200 printable characters without spaces.');
}

function revisionOf(header: string | undefined): number {
  if (header === undefined) {
    const message = 'Say which revision you changed: If-Match with the ETag you got, e.g. If-Match: "r12".';
    throw new ApiFailure(428, 'if-match-required', message);
  }
  const match = /^(?:W\/)?"r(\d{1,15})"$/.exec(header.trim());
  if (!match)
    throw new ApiFailure(400, 'bad-if-match', `If-Match is ${header.slice(0, 40)}; expected one ETag such as "r12".`);
  return Number(match[1]);
}

async function send(res: Response, reply: ApiReply): Promise<void> {
  if (reply.revision !== undefined) res.set('etag', `"r${reply.revision}"`);
  if (reply.headers) res.set(reply.headers);
  res.status(reply.status);
  // What was sent cannot be taken back: a failure half way breaks the connection off, so that nobody takes a part for the whole.
  if (reply.pieces) await pipeline(Readable.from(reply.pieces), res);
  else if (reply.send) await reply.send(res);
  else if (reply.body === undefined) res.end();
  else res.json(reply.body);
}

function methodsAt(path: string): string[] {
  const routes: readonly ApiRoute[] = Object.values(apiRoutes);
  const here = routes.filter((route) =>
    new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+').replace(/\./g, '\\.')}/?$`).test(path),
  );
  return here.map((route) => route.method);
}
