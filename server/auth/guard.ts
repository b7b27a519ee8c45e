import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ApiFailure } from '../routes/failure.ts';
import type { Access } from './access.ts';
import type { FailureBuckets } from './buckets.ts';

/** Name of the cookie people log in with. */
export const COOKIE = 'patchcord';

/**
 * Lets in people with a valid cookie and machines with the token, and nobody else; notes who it is in `res.locals.principal`.
 * Also refuses requests that a page of another site makes a browser send.
 */
export function guard(access: Access, buckets: FailureBuckets): RequestHandler {
  return async (req: Request, res: Response, next: NextFunction) => {
    const authorization = req.get('authorization');
    if (authorization !== undefined) {
      letMachineIn(authorization, senderOf(req), access, buckets);
      res.locals.principal = { kind: 'machine' };
    } else {
      const cookie = cookieOf(req);
      if (cookie === undefined || !(await access.isPerson(cookie))) throw stranger();
      res.locals.principal = { kind: 'person', cookie };
    }
    if (isForeign(req)) throw new ApiFailure(403, 'cross-site', 'This request came from a page of another site.');
    next();
  };
}

/** Value of our cookie in a request. */
export function cookieOf(req: Request): string | undefined {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}

/** True for a request that changes something and that a browser says another site caused. */
export function isForeign(req: Request): boolean {
  if (req.method === 'GET' || req.method === 'HEAD') return false;
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = req.get('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== req.headers.host;
}

/** Address of the socket; forwarded headers can be forged and are not read. */
export function senderOf(req: Request): string {
  return req.socket.remoteAddress ?? 'unknown';
}

/** Throws 429 while the sender has failed too often. */
export function requirePatience(sender: string, buckets: FailureBuckets): void {
  const seconds = buckets.wait(sender);
  if (seconds === 0) return;
  const message = `Too many wrong tokens. Try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new ApiFailure(429, 'too-many-failures', message, { headers: { 'retry-after': String(seconds) } });
}

function letMachineIn(authorization: string, sender: string, access: Access, buckets: FailureBuckets): void {
  requirePatience(sender, buckets);
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token !== undefined && access.isMachine(token)) return;
  buckets.fail(sender);
  throw stranger();
}

function stranger(): ApiFailure {
  const message = 'Log in with the link that `patchcord login` prints, or send the PATCHCORD_TOKEN as a bearer token.';
  return new ApiFailure(401, 'not-logged-in', message, { headers: { 'www-authenticate': 'Bearer realm="patchcord"' } });
}
