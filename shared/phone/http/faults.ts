import type { Random } from './random.ts';

/** What a bad network does to webhooks; nothing unless switched on. Twilio promises neither order nor exactly one delivery. */
export interface NetworkFaults {
  /** Share of webhooks that arrive twice, 0 to 1. */
  readonly duplicate?: number;
  /** Longest delay before a webhook leaves, in seconds. */
  readonly delay?: number;
  /** Callbacks overtake each other. */
  readonly reorder?: boolean;
}

/** Seconds by which a callback that may be overtaken is late at the most. */
export const REORDER_SECONDS = 2;

/** Draws what happens to the next webhook. */
export function drawFaults(
  faults: NetworkFaults,
  random: Random,
  callback: boolean,
): { readonly seconds: number; readonly twice: boolean } {
  const late = (faults.delay ?? 0) + (callback && faults.reorder ? REORDER_SECONDS : 0);
  const seconds = late > 0 ? random.next() * late : 0;
  return { seconds, twice: (faults.duplicate ?? 0) > 0 && random.next() < (faults.duplicate ?? 0) };
}
