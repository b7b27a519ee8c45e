import type { HostTime } from '../../shared/phone/time/clock.ts';

/** Time as Node tells it. */
export interface RealTime extends HostTime {
  /** Forgets every timer: one that nobody waits for any more would keep the process from ending. */
  stop(): void;
}

export function realTime(): RealTime {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now: Date.now,
    after: (milliseconds, job) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        job();
      }, milliseconds);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
