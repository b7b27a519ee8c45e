import type { RunTestOptions } from '../../../shared/rehearsal/test-result.ts';
import { CodePool, type Thread, type ThreadEvents } from '../../../shared/sandbox/pool.ts';
import type { CodeRun } from '../../../shared/sandbox/run-code.ts';

let pool: CodePool | undefined;

/** Runs code of functions beside the page, by the interpreter that the server runs it by. It is loaded with the first function. */
export const runCode: NonNullable<RunTestOptions['runCode']> = (effect, now) => {
  pool ??= new CodePool({ spawn, after }, 1);
  return pool.run(effect, now);
};

function after(milliseconds: number, job: () => void): () => void {
  const timer = setTimeout(job, milliseconds);
  return () => clearTimeout(timer);
}

function spawn(events: ThreadEvents): Thread {
  const worker = new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<'ready' | CodeRun>) => {
    if (data === 'ready') events.ready();
    else events.done(data);
  });
  worker.addEventListener('error', ({ message }) => events.failed(message || 'the interpreter did not load.'));
  return { post: (job) => worker.postMessage(job), end: () => worker.terminate() };
}
