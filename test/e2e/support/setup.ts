import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the product once before the browser tests, unless the build is up to date. */
export function setup(): void {
  const build = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url));
  const run = spawnSync(process.execPath, [build], { stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}
