import { setImmediate as turn } from 'node:timers/promises';

/** Long work in short steps: callers wait for what else runs in this thread. */
export class Breath {
  #since = performance.now();

  /** Lets everything else run if this has worked for a few milliseconds. */
  async take(): Promise<void> {
    if (performance.now() - this.#since < STEP_MS) return;
    await turn();
    this.#since = performance.now();
  }
}

const STEP_MS = 4;
