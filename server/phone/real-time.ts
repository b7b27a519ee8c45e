import type { HostTime } from '../../shared/phone/time/clock.ts';

/** Time as Node tells it. */
export const realTime: HostTime = {
  now: Date.now,
  after: (milliseconds, job) => {
    const timer = setTimeout(job, milliseconds);
    return () => clearTimeout(timer);
  },
};
