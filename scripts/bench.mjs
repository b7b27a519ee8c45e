/** `npm run bench -- NAME`: runs test/bench/NAME.ts; without a name it lists them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildStale, ROOT } from './build.mjs';

const folder = join(ROOT, 'test/bench');
const [name, ...rest] = process.argv.slice(2);
const names = existsSync(folder)
  ? readdirSync(folder).flatMap((file) => (/^[^.]+\.ts$/.test(file) ? [file.slice(0, -3)] : []))
  : [];
if (!name || !names.includes(name)) {
  console.error(`${name ? `There is no benchmark '${name}'. ` : ''}Choose one: ${names.join(', ') || 'none yet'}`);
  process.exit(2);
}
buildStale(['server']);
const tsx = join(dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist/cli.mjs');
const run = spawnSync(process.execPath, [tsx, join(folder, `${name}.ts`), ...rest], { stdio: 'inherit' });
process.exit(run.status ?? 1);
