import type { Stop } from './task.ts';

/** The time calls live in. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `job` once after `milliseconds`, unless it was stopped. */
  after(milliseconds: number, job: () => void): Stop;
  /** Says that something outside is under way (an HTTP request): virtual time stands still until the returned function is called. */
  hold(): Stop;
  /** Jumps to the next timer and runs it; false if time passes by itself, stands still, or has nothing left to do. */
  step(): boolean;
}

/** What real time is made of; `setTimeout` and `Date.now` on both sides. */
export interface HostTime {
  now(): number;
  after(milliseconds: number, job: () => void): Stop;
}

/** Time as it passes. */
export function realClock(host: HostTime): Clock {
  const after: Clock['after'] = (milliseconds, job) => host.after(Math.min(milliseconds, LONGEST_TIMER), job);
  return { now: host.now, after, hold: () => () => {}, step: () => false };
}

/** `setTimeout` takes more for nothing at all; no call lasts as long. https://developer.mozilla.org/docs/Web/API/Window/setTimeout */
const LONGEST_TIMER = 2_147_483_647;

/** Time that jumps from one event to the next: an hour of waiting takes no time, and every run is the same. */
export function virtualClock(start = Date.UTC(2026, 0, 5, 15, 0, 0)): Clock {
  const timers: Timer[] = [];
  let now = start;
  let held = 0;
  let made = 0;
  return {
    now: () => now,
    after: (milliseconds, job) => {
      const timer: Timer = { at: now + Math.max(0, milliseconds), order: made++, job, stopped: false };
      insert(timers, timer);
      return () => {
        timer.stopped = true;
      };
    },
    hold: () => {
      held++;
      let done = false;
      return () => {
        if (!done) held--;
        done = true;
      };
    },
    step: () => {
      if (held > 0) return false;
      for (;;) {
        const next = timers.pop();
        if (!next) return false;
        if (next.stopped) continue;
        now = next.at;
        next.job();
        return true;
      }
    },
  };
}

interface Timer {
  readonly at: number;
  /** Timers of the same moment run in the order they were made. */
  readonly order: number;
  readonly job: () => void;
  stopped: boolean;
}

/** Keeps the list sorted with the next timer last. */
function insert(timers: Timer[], timer: Timer): void {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = timers[middle] as Timer;
    if (other.at > timer.at || (other.at === timer.at && other.order > timer.order)) low = middle + 1;
    else high = middle;
  }
  timers.splice(low, 0, timer);
}
