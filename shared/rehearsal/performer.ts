import type { Outcome } from '../effect.ts';
import { EFFECT_TIMES, late } from '../engine/late.ts';
import type { PendingTurn, Turned, TurnResult } from '../engine/types.ts';

/** What came of an effect, and how many seconds that took where time only seems to pass. */
export interface Performed {
  readonly outcome: Outcome;
  readonly seconds?: number;
}

/** A turn that is over, and how many seconds it seems to have taken. */
export interface Gone {
  readonly result: TurnResult;
  readonly seconds: number;
}

export interface PerformerOptions {
  readonly perform: (pending: PendingTurn) => Performed | Promise<Performed>;
  /** Milliseconds since the epoch, on the call's clock. */
  readonly now: () => number;
  /** Calls `job` later on the call's clock, unless stopped. Without it what is really done is waited for, however long it takes. */
  readonly after?: (milliseconds: number, job: () => void) => () => void;
}

/**
 * Has done what a turn wants done, and puts the caller on hold where it takes as long as would have the server do it. Turns that
 * want nothing, or only what is known at once, are over when it returns.
 */
export class Performer {
  readonly #options: PerformerOptions;
  readonly #running = new Map<string, Task>();

  constructor(options: PerformerOptions) {
    this.#options = options;
  }

  /** @param spent milliseconds that the turn seems to have taken so far */
  go(turned: Turned, spent = 0): Gone | Promise<Gone> {
    let at = turned;
    let passed = spent;
    while ('effect' in at) {
      const task = this.#task(at);
      if (!task.done) return this.#goLater(at, task, passed);
      const next = this.#settle(at, task.done, task, passed);
      at = next.turned;
      passed = next.passed;
    }
    return { result: at, seconds: passed / 1_000 };
  }

  async #goLater(at: PendingTurn, task: Task, passed: number): Promise<Gone> {
    const began = this.#options.now();
    const done = await this.#within(task.work, limitOf(at) - passed);
    const spent = passed + this.#options.now() - began;
    if (done) return this.#finish(at, done, task, spent);
    return this.go(at.hold ? at.hold() : at.proceed(late(at.effect)), spent);
  }

  #finish(at: PendingTurn, done: Performed, task: Task, spent: number): Gone | Promise<Gone> {
    const { turned, passed } = this.#settle(at, done, task, spent);
    return this.go(turned, passed);
  }

  /** Goes on with an outcome that is there, unless it seems to come only later. */
  #settle(at: PendingTurn, done: Performed, task: Task, passed: number): { turned: Turned; passed: number } {
    const ready = task.began + (done.seconds ?? 0) * 1_000;
    const wait = Math.max(0, ready - this.#options.now() - passed);
    if (passed + wait > limitOf(at)) {
      const turned = at.hold ? at.hold() : at.proceed(late(at.effect));
      return { turned, passed: Math.max(passed, limitOf(at)) };
    }
    this.#running.delete(keyOf(at));
    return { turned: at.proceed(done.outcome), passed: passed + wait };
  }

  /** Whoever asks for the same place again waits for the same outcome. */
  #task(at: PendingTurn): Task {
    const key = keyOf(at);
    const known = this.#running.get(key);
    if (known) return known;
    const work = this.#options.perform(at);
    const task: Task = { began: this.#options.now(), work: Promise.resolve(work), done: undefined };
    // That it fails is heard by whoever waits for it.
    if (work instanceof Promise) work.then((done) => Object.assign(task, { done })).catch(() => undefined);
    else task.done = work;
    this.#running.set(key, task);
    return task;
  }

  /** @returns undefined where the work takes longer */
  #within(work: Promise<Performed>, milliseconds: number): Promise<Performed | undefined> {
    const { after } = this.#options;
    if (!after) return work;
    return new Promise((resolve, reject) => {
      const stop = after(Math.max(0, milliseconds), () => resolve(undefined));
      work.then(resolve, reject).finally(stop);
    });
  }
}

interface Task {
  readonly began: number;
  readonly work: Promise<Performed>;
  done: Performed | undefined;
}

function limitOf({ hold }: PendingTurn): number {
  return hold ? EFFECT_TIMES.hold : EFFECT_TIMES.most;
}

function keyOf({ place }: PendingTurn): string {
  return JSON.stringify([place.sid, place.block, place.visit]);
}
