/**
 * Something a task can wait for: told whom to wake, it returns how to stop waiting. It wakes at most once, perhaps at once,
 * and never after it was stopped.
 */
export type Wait<T> = (wake: (value: T) => void) => Stop;

export type Stop = () => void;

/** A piece of simulated work that can wait, and be ended from outside where it waits; written as a generator. */
export type Task<T> = Generator<Wait<unknown>, T, unknown>;

/** Waits inside a task: `const key = yield* until(wait)`. */
export function* until<T>(wait: Wait<T>): Task<T> {
  return (yield wait) as T;
}

/** Waits for whichever comes first; the others are stopped. */
export function* firstOf<W extends Readonly<Record<string, Wait<unknown>>>>(waits: W): Task<First<W>> {
  return (yield either(waits)) as First<W>;
}

export type First<W> = {
  [K in keyof W]: { readonly which: K; readonly value: W[K] extends Wait<infer T> ? T : never };
}[keyof W];

/** Several waits as one. */
export function either<W extends Readonly<Record<string, Wait<unknown>>>>(waits: W): Wait<First<W>> {
  return (wake) => {
    const stops: Stop[] = [];
    let woken = false;
    const stopAll = (): void => {
      woken = true;
      for (const stop of stops) stop();
    };
    for (const [which, wait] of Object.entries(waits)) {
      if (woken) break;
      const stop = wait((value) => {
        if (woken) return;
        stopAll();
        wake({ which, value } as First<W>);
      });
      if (woken) stop();
      else stops.push(stop);
    }
    return stopAll;
  };
}

/** Never wakes. */
export const never: Wait<never> = () => () => {};
