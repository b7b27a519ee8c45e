/** `npm start`: builds what is missing or stale, then serves. Arguments go on to the server. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale, ROOT } from './build.mjs';

process.env.NODE_ENV ??= 'production';
try {
  buildStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const main = join(ROOT, 'dist/server/main.js');
// The server runs in this very process, so that signals reach it, and finds itself as the program that was started.
process.argv[1] = main;
await import(pathToFileURL(main).href);
