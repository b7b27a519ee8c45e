import type { Job } from '../../job.ts';
import type { Retention } from './retention.ts';

/** Between two steps, so that Twilio and whoever works at the account meanwhile are not pressed. */
const PAUSE_MS = 1_000;
const LOOK_MS = 60_000;

/** Has the retention do what is due, step by step, for as long as the server runs. */
export function retentionJob(retention: Pick<Retention, 'step'>): Job {
  let timer: NodeJS.Timeout | undefined;
  let step: Promise<void> = Promise.resolve();
  let stopped = false;
  const after = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      step = retention.step().then((due) => after(due === 'more' ? PAUSE_MS : LOOK_MS));
    }, ms);
    timer.unref();
  };
  return {
    start: () => after(PAUSE_MS),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await step;
    },
  };
}
