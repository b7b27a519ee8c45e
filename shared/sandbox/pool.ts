import type { CodeEffect, CodeOutcome } from '../effect.ts';
import { CODE_LIMITS } from './limits.ts';
import { type CodeRun, LATE } from './run-code.ts';

/** A thread that runs code, one run after another. */
export interface Thread {
  post(job: CodeJob): void;
  /** Ends it at once, whatever it does. */
  end(): void;
}

export interface CodeJob {
  readonly effect: CodeEffect;
  /** Milliseconds since the epoch that the code sees. */
  readonly now: number;
}

/** What a thread tells. */
export interface ThreadEvents {
  /** It has loaded all it needs. */
  ready(): void;
  done(run: CodeRun): void;
  /** It ended by itself. */
  failed(why: string): void;
}

/** How threads and time are made here: Node's worker threads, or the browser's workers. */
export interface PoolHost {
  spawn(events: ThreadEvents): Thread;
  /** Calls `job` later, unless stopped. */
  after(milliseconds: number, job: () => void): () => void;
}

/**
 * Runs code on a few threads that are kept warm. A run that does not end is ended with its thread, and another thread takes its
 * place; nobody waits for longer than the limits say.
 */
export class CodePool {
  readonly #host: PoolHost;
  readonly #size: number;
  readonly #threads = new Set<Worker>();
  readonly #waiting: Waiting[] = [];
  /** Threads that failed to start, one after another. */
  #failures = 0;
  #closed = false;

  constructor(host: PoolHost, size: number) {
    this.#host = host;
    this.#size = size;
  }

  /** Starts the threads before the first run needs them. */
  warm(): void {
    while (!this.#closed && this.#threads.size < this.#size) this.#start();
  }

  run(effect: CodeEffect, now: number): Promise<CodeOutcome> {
    return new Promise((resolve) => {
      if (this.#closed || this.#waiting.length >= CODE_LIMITS.queue) {
        resolve(BUSY);
        return;
      }
      const waiting: Waiting = { job: { effect, now }, resolve, stop: () => {} };
      waiting.stop = this.#host.after(CODE_LIMITS.queueMilliseconds, () => this.#giveUp(waiting));
      this.#waiting.push(waiting);
      this.warm();
      this.#next();
    });
  }

  close(): void {
    this.#closed = true;
    for (const worker of this.#threads) this.#end(worker);
    for (const waiting of this.#waiting.splice(0)) this.#settle(waiting, BUSY);
  }

  #start(): void {
    const worker: Worker = { thread: undefined, ready: false, busy: undefined, stop: () => {} };
    this.#threads.add(worker);
    worker.thread = this.#host.spawn({
      ready: () => {
        worker.ready = true;
        this.#failures = 0;
        this.#next();
      },
      done: ({ outcome, broken }) => {
        this.#finish(worker, outcome);
        if (broken) this.#replace(worker);
        this.#next();
      },
      failed: (why) => {
        if (!this.#threads.has(worker)) return;
        if (!worker.ready) this.#failures++;
        this.#finish(worker, failed(`It could not be run: ${why}`));
        this.#replace(worker);
      },
    });
  }

  #next(): void {
    for (const worker of this.#threads) {
      if (!worker.ready || worker.busy) continue;
      const waiting = this.#waiting.shift();
      if (!waiting) return;
      waiting.stop();
      worker.busy = waiting;
      worker.stop = this.#host.after(CODE_LIMITS.deadMilliseconds, () => {
        this.#finish(worker, LATE);
        this.#replace(worker);
      });
      worker.thread?.post(waiting.job);
    }
  }

  #finish(worker: Worker, outcome: CodeOutcome): void {
    worker.stop();
    const { busy } = worker;
    worker.busy = undefined;
    if (busy) this.#settle(busy, outcome);
  }

  #replace(worker: Worker): void {
    this.#end(worker);
    if (this.#failures < MAX_FAILURES) {
      this.warm();
      return;
    }
    this.#failures = 0;
    for (const waiting of this.#waiting.splice(0)) this.#settle(waiting, failed('Code cannot be run on this machine.'));
  }

  #end(worker: Worker): void {
    this.#threads.delete(worker);
    worker.stop();
    worker.thread?.end();
  }

  #giveUp(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at === -1) return;
    this.#waiting.splice(at, 1);
    this.#settle(waiting, BUSY);
  }

  #settle({ resolve, stop }: Waiting, outcome: CodeOutcome): void {
    stop();
    resolve(outcome);
  }
}

interface Worker {
  thread: Thread | undefined;
  ready: boolean;
  busy: Waiting | undefined;
  /** Stops the clock of the present run. */
  stop: () => void;
}

interface Waiting {
  readonly job: CodeJob;
  readonly resolve: (outcome: CodeOutcome) => void;
  stop: () => void;
}

/** Threads that may fail to start before it is given up. */
const MAX_FAILURES = 3;

function failed(reason: string): CodeOutcome {
  return { kind: 'code', result: 'failed', reason };
}

const BUSY = failed('Too much other code was waiting to run.');
