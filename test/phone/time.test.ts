import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { Ended, type Process, Scheduler } from '../../shared/phone/time/scheduler.ts';
import { either, firstOf, never, type Task, until, type Wait } from '../../shared/phone/time/task.ts';

function scheduler(): { time: Scheduler; crashes: unknown[] } {
  const crashes: unknown[] = [];
  return { time: new Scheduler(virtualClock(0), (error) => crashes.push(error)), crashes };
}

describe('virtual time', () => {
  it('jumps from timer to timer in the order they are due, and of one moment in the order they were made', () => {
    const { time } = scheduler();
    const seen: string[] = [];
    const note = function* (name: string, after: number): Task<void> {
      yield* until(time.sleep(after));
      seen.push(`${name}@${time.clock.now()}`);
    };
    time.poke(() => {
      time.spawn(note('late', 3_600_000));
      time.spawn(note('soon', 5));
      time.spawn(note('soon too', 5));
    });
    expect(seen).toEqual(['soon@5', 'soon too@5', 'late@3600000']);
  });

  it('stands still while work outside is under way', async () => {
    const { time } = scheduler();
    let answered = -1;
    let slept = -1;
    time.poke(() => {
      time.spawn(
        (function* (): Task<void> {
          yield* until(time.outside(new Promise((resolve) => setTimeout(resolve, 5))));
          answered = time.clock.now();
        })(),
      );
      time.spawn(
        (function* (): Task<void> {
          yield* until(time.sleep(1_000));
          slept = time.clock.now();
        })(),
      );
    });
    expect(slept).toBe(-1);
    await time.idle();
    expect([answered, slept]).toEqual([0, 1_000]);
  });

  it('goes on where work that may never be done is not waited for any more', async () => {
    const { time } = scheduler();
    const seen: number[] = [];
    const task = time.spawn(
      (function* (): Task<void> {
        yield* until(time.outside(new Promise(() => {}), true));
      })(),
    );
    time.spawn(
      (function* (): Task<void> {
        yield* until(time.sleep(1_000));
        seen.push(time.clock.now());
      })(),
    );
    expect(seen).toEqual([]);
    time.poke(() => task.end());
    await time.idle();
    expect(seen).toEqual([1_000]);
  });

  it('hands a rejection over as a value', async () => {
    const { time, crashes } = scheduler();
    let settled: unknown;
    time.spawn(
      (function* (): Task<void> {
        settled = yield* until(time.outside(Promise.reject(new Error('refused'))));
      })(),
    );
    await time.idle();
    expect(settled).toMatchObject({ ok: false });
    expect(crashes).toEqual([]);
  });
});

describe('waiting', () => {
  it('takes the first of several waits and stops the others', () => {
    const { time } = scheduler();
    let stopped = 0;
    const endless: Wait<never> = () => () => {
      stopped++;
    };
    let result: unknown;
    time.spawn(
      (function* (): Task<void> {
        result = yield* firstOf({ endless, timer: time.sleep(10), other: time.sleep(20) });
      })(),
    );
    expect(result).toEqual({ which: 'timer', value: undefined });
    expect(stopped).toBe(1);
  });

  it('starts none after one that is there at once', () => {
    let started = false;
    const now: Wait<number> = (wake) => {
      wake(7);
      return () => {};
    };
    const later: Wait<number> = () => {
      started = true;
      return () => {};
    };
    const woken: unknown[] = [];
    either({ now, later })((value) => woken.push(value));
    expect(woken).toEqual([{ which: 'now', value: 7 }]);
    expect(started).toBe(false);
  });
});

describe('ending a task', () => {
  it('lets it tidy up, with waits, and tells those who wait for it', () => {
    const { time, crashes } = scheduler();
    const seen: string[] = [];
    const process = time.spawn(
      (function* (): Task<void> {
        try {
          yield* until(never);
        } finally {
          yield* until(time.sleep(500));
          seen.push(`tidied at ${time.clock.now()}`);
        }
      })(),
    );
    process.over((outcome) => seen.push(outcome.kind));
    process.end();
    expect(seen).toEqual([]);
    time.poke(() => {});
    expect(seen).toEqual(['tidied at 500', 'ended']);
    expect(process.running).toBe(false);
    expect(crashes).toEqual([]);
  });

  it('ends a task from within itself where it next waits', () => {
    const { time } = scheduler();
    let went = false;
    const self: { process?: Process } = {};
    time.poke(() => {
      self.process = time.spawn(
        (function* (): Task<void> {
          yield* until(time.sleep(1));
          self.process?.end();
          yield* until(time.sleep(1));
          went = true;
        })(),
      ) as Process;
    });
    expect(self.process?.running).toBe(false);
    expect(went).toBe(false);
  });

  it('reports errors of its own as crashes, endings not', () => {
    const { time, crashes } = scheduler();
    time.spawn(
      (function* (): Task<void> {
        yield* until(time.sleep(1));
        throw new Error('a bug');
      })(),
    );
    time.spawn(
      (function* (): Task<void> {
        yield* until(time.sleep(1));
        throw new Ended();
      })(),
    );
    expect(crashes).toEqual([new Error('a bug')]);
  });
});
