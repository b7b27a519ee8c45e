import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { COMMIT_WORKER } from './commit-worker.ts';

/** One statement of a write: its name and its parameters. */
export type Step = readonly [statement: string, ...parameters: (string | number | null)[]];

/**
 * Writes that share a transaction with everything else that is waiting: one fsync for all callers of the moment instead of one
 * each. Commits run in a thread of their own, so that nobody's answer waits for the disk but their own.
 */
export interface Committer {
  /** @returns a promise that resolves once all steps are on disk, and rejects with the error of a step, or of the commit. */
  add(steps: readonly Step[]): Promise<void>;
  /** Resolves when everything that was added is settled and the thread has ended. */
  close(): Promise<void>;
}

/**
 * @param file the database
 * @param statements SQL by the names that steps use
 * @param pragmas set on the thread's own connection
 */
export function committer(
  file: string,
  statements: Readonly<Record<string, string>>,
  pragmas: readonly string[],
): Committer {
  let waiting: Waiting[] = [];
  let running: Waiting[] = [];
  let worker: Worker | undefined;
  let drained: (() => void) | undefined;

  function settle(errors: readonly unknown[] | undefined, failure?: unknown): void {
    const batch = running;
    running = [];
    // First the next batch, so that the disk works while answers are sent.
    if (waiting.length > 0) flush();
    else worker?.unref();
    batch.forEach((item, at) => {
      const error = failure ?? errors?.[at];
      if (error === undefined || error === null) item.resolve();
      else item.reject(error instanceof Error ? error : Object.assign(new Error(), error));
    });
    if (running.length === 0) drained?.();
  }

  function start(): Worker {
    const started = startWorker(file, statements, pragmas);
    started.on('message', (errors: readonly unknown[]) => settle(errors));
    started.on('error', (error) => {
      if (worker !== started) return;
      worker = undefined;
      settle(undefined, error);
    });
    return started;
  }

  function flush(): void {
    if (running.length > 0 || waiting.length === 0) return;
    running = waiting;
    waiting = [];
    worker ??= start();
    worker.ref();
    worker.postMessage(running.map((item) => item.steps));
  }

  return {
    add: (steps) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ steps, resolve, reject }) === 1 && running.length === 0) setImmediate(flush);
      }),
    close: async () => {
      if (waiting.length > 0 || running.length > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      }
      await worker?.terminate();
    },
  };
}

interface Waiting {
  readonly steps: readonly Step[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function startWorker(file: string, statements: Readonly<Record<string, string>>, pragmas: readonly string[]): Worker {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3');
  return new Worker(COMMIT_WORKER, { eval: true, execArgv: [], workerData: { driver, file, statements, pragmas } });
}
