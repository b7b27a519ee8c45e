import { type Clock, type HostTime, realClock } from '../../../shared/phone/time/clock.ts';
import type { Stop } from '../../../shared/phone/time/task.ts';

/** Time as it passes, but that can be pushed on to the next thing that was waited for. */
export interface SkipClock extends Clock {
  /** Lets the nearest wait be over now. @param most milliseconds; longer waits are left alone @returns false if there is none */
  skip(most: number): boolean;
  /** Forgets every timer. */
  stop(): void;
}

interface Timer {
  readonly at: number;
  readonly job: () => void;
  stop: Stop;
}

/**
 * Wraps real time, so that a person need not sit through a silence.
 *
 * @param ahead milliseconds that it is ahead of real time to begin with; negative: behind
 */
export function skipClock(host: HostTime, ahead = 0): SkipClock {
  const real = realClock(host);
  const timers = new Set<Timer>();
  let pushed = ahead;
  const now = (): number => real.now() + pushed;
  const arm = (timer: Timer): void => {
    timer.stop = real.after(Math.max(0, timer.at - now()), () => {
      timers.delete(timer);
      timer.job();
    });
  };
  const drop = (timer: Timer): void => {
    timer.stop();
    timers.delete(timer);
  };
  return {
    ...real,
    now,
    after: (milliseconds, job) => {
      const timer: Timer = { at: now() + milliseconds, job, stop: () => {} };
      timers.add(timer);
      arm(timer);
      return () => drop(timer);
    },
    skip: (most) => {
      const gap = Math.min(...[...timers].map(({ at }) => at)) - now();
      if (gap > most) return false;
      pushed += Math.max(0, gap);
      for (const timer of timers) {
        timer.stop();
        arm(timer);
      }
      return true;
    },
    stop: () => {
      for (const timer of timers) drop(timer);
    },
  };
}
