/** `npm run dev`: the server restarting on every change, and the designer with hot reload on http://localhost:5173. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from './build.mjs';

const require = createRequire(import.meta.url);
const program = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);
const children = [
  [program('tsx', 'dist/cli.mjs'), 'watch', '--clear-screen=false', 'server/main.ts'],
  [program('vite', 'bin/vite.js'), '--clearScreen', 'false'],
].map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }));

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
for (const child of children) child.on('exit', (code) => stop(code ?? 0));

function stop(code) {
  process.exitCode ||= code;
  for (const child of children) child.kill('SIGTERM');
}
