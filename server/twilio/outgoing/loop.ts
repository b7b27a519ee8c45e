import type { Job } from '../../job.ts';

/** Work that comes back: each turn says when the next is due, and anybody may wake it sooner. */
export class Loop implements Job {
  readonly #turn: () => Promise<number>;
  readonly #failed: (error: unknown) => void;
  #wake: (() => void) | undefined;
  #isWoken = false;
  #isStopped = false;
  #running: Promise<void> | undefined;

  /** @param turn resolves with the milliseconds until it wants to run again */
  constructor(turn: () => Promise<number>, failed: (error: unknown) => void) {
    this.#turn = turn;
    this.#failed = failed;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false;
      const wait = await this.#turn().catch((error: unknown) => {
        this.#failed(error);
        return AFTER_FAILURE_MS;
      });
      await this.#sleep(Math.min(wait, LONGEST_MS));
    }
  }

  #sleep(ms: number): Promise<void> {
    if (this.#isWoken || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}

const AFTER_FAILURE_MS = 5_000;
const LONGEST_MS = 30_000;
