#!/usr/bin/env node
/** The `patchcord` command: the built CLI, built first in a checkout where it is missing or stale. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale, ROOT } from '../scripts/build.mjs';

process.env.NODE_ENV ??= 'production';
try {
  buildStale(process.argv[2] === 'serve' ? ['server', 'client'] : ['server']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const cli = join(ROOT, 'dist/server/cli/patchcord.js');
process.argv[1] = cli;
await import(pathToFileURL(cli).href);
