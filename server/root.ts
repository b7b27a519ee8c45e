import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder that holds package.json and dist/, found from wherever this code was bundled to. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The product's version. */
export const VERSION = String(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: unknown }).version,
);

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const up = dirname(from);
  if (up === from) throw new Error('package.json was not found above the server; the installation is incomplete.');
  return findRoot(up);
}
