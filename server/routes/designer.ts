import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Access } from '../auth/access.ts';
import { cookieOf } from '../auth/guard.ts';
import { strangerPage, unbuiltPage } from './pages.ts';

/**
 * The built designer. Its files are the same for everybody and are served to everybody; the page itself only to people who
 * are logged in, others learn how to get in.
 *
 * @param folder with index.html and assets/ whose names change with their contents
 */
export function createDesignerRouter(access: Access, folder: string): Router {
  const router = Router();
  router.get('/index.html', (_req: Request, res: Response) => res.redirect(301, '/'));
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, redirect: false, extensions: false, setHeaders: revalidate }));
  router.get('/{*path}', async (req: Request, res: Response, next: NextFunction) => {
    // A missing file is missing; only addresses of the designer itself get its page.
    if (/\.[^/]*$/.test(req.path)) return next();
    const index = join(folder, 'index.html');
    const cookie = cookieOf(req);
    res.set('cache-control', 'no-store');
    if (cookie === undefined || !(await access.isPerson(cookie))) return res.send(strangerPage());
    if (!existsSync(index)) return res.send(unbuiltPage());
    return res.sendFile(index, { cacheControl: false });
  });
  return router;
}

function revalidate(res: Response): void {
  res.set('cache-control', 'no-cache');
}
