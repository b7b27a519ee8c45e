import express, { type Request, type Response, Router } from 'express';
import { type Access, COOKIE_MS } from '../auth/access.ts';
import type { FailureBuckets } from '../auth/buckets.ts';
import { COOKIE, cookieOf, isForeign, senderOf } from '../auth/guard.ts';
import { LOGIN_SCRIPT, loginPage, patiencePage, spentLinkPage, strangerPage } from './pages.ts';

export interface LoginDeps {
  readonly access: Access;
  readonly buckets: FailureBuckets;
  readonly publicUrl: () => string | null;
}

/**
 * The one-time link. Opening it shows a form that a script sends at once; only that POST spends the token, so programs that
 * look at links (chat previews, virus scanners, prefetching browsers) do not use it up.
 */
export function createLoginRouter(deps: LoginDeps): Router {
  const router = Router();
  router.get('/login.js', (_req, res) => {
    res.type('text/javascript').send(LOGIN_SCRIPT);
  });
  router.get('/login', async (req: Request, res: Response) => {
    res.set('cache-control', 'no-store');
    const cookie = cookieOf(req);
    if (cookie !== undefined && (await deps.access.isPerson(cookie))) return res.redirect(303, '/');
    const { token } = req.query;
    return res.send(typeof token === 'string' && token !== '' ? loginPage(token) : strangerPage());
  });
  router.post('/login', express.urlencoded({ extended: false, limit: 4_096, parameterLimit: 4 }), (req, res) =>
    spend(deps, req, res),
  );
  return router;
}

async function spend({ access, buckets, publicUrl }: LoginDeps, req: Request, res: Response): Promise<void> {
  res.set('cache-control', 'no-store');
  const sender = senderOf(req);
  const seconds = buckets.wait(sender);
  if (seconds > 0) {
    res
      .status(429)
      .set('retry-after', String(seconds))
      .send(patiencePage(Math.ceil(seconds / 60)));
    return;
  }
  const token: unknown = (req.body as Record<string, unknown> | undefined)?.token;
  const cookie = typeof token === 'string' && !isForeign(req) ? await access.exchange(token) : undefined;
  if (cookie === undefined) {
    buckets.fail(sender);
    res.status(401).send(spentLinkPage());
    return;
  }
  const secure = isPublicHttps(publicUrl(), req.headers.host) ? '; Secure' : '';
  const maxAge = Math.floor(COOKIE_MS / 1000);
  res.set('set-cookie', `${COOKIE}=${cookie}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`);
  res.redirect(303, '/');
}

/** Browsers keep a `Secure` cookie for https only, and somebody may log in over plain http on the server itself. */
function isPublicHttps(publicUrl: string | null, host: string | undefined): boolean {
  const url = publicUrl === null ? undefined : new URL(publicUrl);
  return url?.protocol === 'https:' && url.host === host;
}
