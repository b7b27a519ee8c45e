import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A small checkout with the real scripts and whatever stands in for the tools they start. */
export interface Checkout {
  folder: string;
  put(file: string, text: string): void;
  run(script: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Makes one in a temporary folder; the caller removes `folder`. */
export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'patchcord-scripts-'));
  for (const name of ['scripts', 'bin']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  put('package.json', '{ "type": "module" }');
  return { folder, put, run: (script, ...args) => run(join(folder, script), args, folder) };
}

function run(script: string, args: string[], cwd: string): ReturnType<Checkout['run']> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
      });
    }
    child.on('close', (code) => resolve({ code, ...text }));
  });
}
