import type { Weekday } from './dates.ts';

/** From one time of day to another, `09:00` to `17:00`; to an earlier one it goes over midnight, and `24:00` is its end. */
export type Span = { readonly from: string; readonly to: string };

/** Spans by the weekday on which they begin; a day without any is closed. */
export type Week = { readonly [day in Weekday]?: readonly Span[] };

/** A day on which no span of the week begins. */
export type Holiday = {
  /** `2026-12-25`; of a yearly one the year does not matter. */
  readonly date: string;
  readonly name: string;
  readonly yearly?: boolean;
};

/**
 * A time that is open, or closed, whatever week and holidays say. `2026-12-24` is the whole day, `2026-12-24T12:00` a moment of it;
 * a `to` without a time is that day's end. Of several the shortest counts: a closed week can have an open morning.
 */
export type Exception = {
  readonly open: boolean;
  readonly from: string;
  readonly to: string;
  readonly name: string;
};

/** When a line is open, on the clocks of one time zone. */
export interface OpeningHours {
  readonly week: Week;
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Exception[];
}
