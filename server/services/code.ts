import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CodeEffect } from '../../shared/effect.ts';
import { CodePool, type PoolHost, type Thread, type ThreadEvents } from '../../shared/sandbox/pool.ts';
import type { CodeRun } from '../../shared/sandbox/run-code.ts';
import { ROOT } from '../root.ts';
import type { EffectService } from '../webhooks/effects.ts';

/** Runs authors' code on threads beside this one. They keep no process from ending, but while they run something. */
export function createCodePool(size = Math.max(1, Math.min(4, availableParallelism()))): CodePool {
  return new CodePool({ spawn, after }, size);
}

/** Code changes nothing outside, so nothing of it is written down. */
export function createCodeService(pool: Pick<CodePool, 'run'>, now: () => number): EffectService<CodeEffect> {
  const run = ({ effect }: { readonly effect: CodeEffect }) => pool.run(effect, now());
  return { pure: true, prevent: async () => undefined, caps: () => [], perform: run, findOut: run };
}

const after: PoolHost['after'] = (milliseconds, job) => {
  const timer = setTimeout(job, milliseconds);
  return () => clearTimeout(timer);
};

/** Known to Node, but not to its types. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let compiled: Promise<object> | undefined;

/** The interpreter, compiled once for all threads. */
async function interpreter(): Promise<object> {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  compiled ??= readFile(file).then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

function spawn(events: ThreadEvents): Thread {
  let worker: Worker | undefined;
  let ended = false;
  const begin = (module: object): void => {
    if (ended) return;
    worker = start(module);
    worker.unref();
    worker.on('message', (message: 'ready' | CodeRun) => {
      worker?.unref();
      if (message === 'ready') events.ready();
      else events.done(message);
    });
    worker.on('error', (error) => events.failed(error.message));
    worker.on('exit', () => {
      if (!ended) events.failed('its thread ended.');
    });
  };
  interpreter()
    .then(begin)
    .catch((error: unknown) => events.failed(String(error)));
  return {
    post: (job) => {
      worker?.ref();
      worker?.postMessage(job);
    },
    end: () => {
      ended = true;
      void worker?.terminate();
    },
  };
}

/** It sees nothing of this process: no environment, no standard input. */
function start(workerData: object): Worker {
  const options = {
    workerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
  };
  if (!import.meta.url.endsWith('.ts')) return new Worker(join(ROOT, 'dist/server/code-worker.js'), options);
  // Run from its source, as tests do: Node reads no TypeScript by itself.
  const source = new URL('./code/worker.ts', import.meta.url).href;
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(load, { ...options, eval: true });
}
