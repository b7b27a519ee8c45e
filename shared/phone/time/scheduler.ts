import type { Clock } from './clock.ts';
import type { Stop, Task, Wait } from './task.ts';

/**
 * Runs tasks against a clock: one at a time, in the order they were woken, so that with virtual time every run is the same.
 * Whatever reaches it from outside (a key, an HTTP answer) goes through `poke`.
 */
export class Scheduler {
  readonly clock: Clock;
  /** Told of errors that no task caught: bugs of ours. */
  readonly #crashed: (error: unknown) => void;
  readonly #ready: (() => void)[] = [];
  readonly #idle = new Set<() => void>();
  #working = 0;
  #pumping = false;

  constructor(clock: Clock, crashed: (error: unknown) => void) {
    this.clock = clock;
    this.#crashed = crashed;
  }

  /** Starts a task; it first runs when the current one waits. */
  spawn<T>(task: Task<T>): Process<T> {
    const turns = { queue: (job: () => void) => void this.#ready.push(job), poke: (job: () => void) => this.poke(job) };
    const process = new Process<T>(task, turns, this.#crashed);
    this.#pump();
    return process;
  }

  /** Does something from outside the tasks, then runs everything it woke. */
  poke(job: () => void): void {
    this.#ready.push(job);
    this.#pump();
  }

  sleep(milliseconds: number): Wait<void> {
    return (wake) => this.clock.after(milliseconds, () => this.poke(() => wake()));
  }

  /**
   * Waits for work outside; virtual time stands still until it is done. A rejection is handed over as a value.
   *
   * @param endless whether the work may never be done, as where somebody at a keyboard is waited for: time goes on, and nothing
   *   is left to do, once the wait is stopped
   */
  outside<T>(work: Promise<T>, endless = false): Wait<Settled<T>> {
    return (wake) => {
      const release = this.clock.hold();
      let [stopped, counted] = [false, true];
      this.#working++;
      const done = (): void => {
        release();
        if (counted) this.#working--;
        counted = false;
      };
      const end = (settled: Settled<T>): void => {
        done();
        this.poke(() => {
          if (!stopped) wake(settled);
        });
      };
      work.then(
        (value) => end({ ok: true, value }),
        (error) => end({ ok: false, error }),
      );
      return () => {
        stopped = true;
        if (endless) done();
      };
    };
  }

  /** Resolves once nothing is left to do: no task ready, no work outside, and with virtual time no timer. Real timers do not count. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.add(resolve);
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      do {
        for (let job = this.#ready.shift(); job; job = this.#ready.shift()) job();
      } while (this.clock.step() || this.#ready.length > 0);
    } finally {
      this.#pumping = false;
    }
    if (this.#working > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}

export type Settled<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** How a process ended. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'ended'; readonly why: unknown };

/** Thrown into a task to end it; nothing is wrong then. */
export class Ended extends Error {
  override readonly name: string = 'Ended';
}

/** What others see of a running task. */
export interface Running {
  readonly running: boolean;
  readonly over: Wait<unknown>;
  end(why?: Ended): void;
}

/** How a process gets its turn: with what is done anyway, or by itself. */
interface Turns {
  queue(job: () => void): void;
  poke(job: () => void): void;
}

/** A running task. */
export class Process<T = unknown> implements Running {
  readonly #task: Task<T>;
  readonly #turns: Turns;
  readonly #crashed: (error: unknown) => void;
  readonly #watchers = new Set<(outcome: Outcome<T>) => void>();
  #outcome: Outcome<T> | undefined;
  /** Counts the waits, so that a wake that comes too late is told apart. */
  #waits = 0;
  #stop: Stop = () => {};
  #ending = false;

  constructor(task: Task<T>, turns: Turns, crashed: (error: unknown) => void) {
    this.#task = task;
    this.#turns = turns;
    this.#crashed = crashed;
    turns.queue(() => {
      if (!this.#outcome) this.#step(() => task.next());
    });
  }

  get running(): boolean {
    return this.#outcome === undefined;
  }

  /** Wakes when the task is over, at once if it already is. */
  readonly over: Wait<Outcome<T>> = (wake) => {
    if (this.#outcome) {
      wake(this.#outcome);
      return () => {};
    }
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  };

  /** Throws `why` where the task waits; it may still tidy up, and wait for that. Takes effect with the next `poke`. */
  end(why: Ended = new Ended()): void {
    if (this.#outcome || this.#ending) return;
    this.#ending = true;
    this.#turns.queue(() => {
      this.#ending = false;
      if (this.#outcome) return;
      this.#waits++;
      this.#stop();
      this.#step(() => this.#task.throw(why));
    });
  }

  #step(advance: () => IteratorResult<Wait<unknown>, T>): void {
    let result: IteratorResult<Wait<unknown>, T>;
    try {
      result = advance();
    } catch (error) {
      if (!(error instanceof Ended)) this.#crashed(error);
      this.#finish({ kind: 'ended', why: error });
      return;
    }
    if (result.done) this.#finish({ kind: 'done', value: result.value });
    else this.#wait(result.value);
  }

  #wait(wait: Wait<unknown>): void {
    const id = ++this.#waits;
    this.#stop = () => {};
    const stop = wait((value) => {
      // Poked: a wait may be woken from outside, as by a player that has come to its end.
      this.#turns.poke(() => {
        if (this.#waits === id && !this.#outcome) this.#step(() => this.#task.next(value));
      });
    });
    if (this.#waits === id) this.#stop = stop;
  }

  #finish(outcome: Outcome<T>): void {
    this.#outcome = outcome;
    for (const watch of this.#watchers) watch(outcome);
    this.#watchers.clear();
  }
}
