import { DAY } from './zone.ts';

/** Weekdays as documents name them, in the order offices count them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Days since 1970 of a date written `2026-12-25`; undefined where there is no such day. */
export function dayOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return undefined;
  const at = Date.parse(`${date}T00:00:00Z`);
  // 30 February would otherwise be a day in March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at / DAY;
}

/** The date of a day counted from 1970: `2026-12-25`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function weekdayOf(day: number): Weekday {
  // 1 January 1970 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] as Weekday;
}

/** Minutes after midnight of a time written `09:30`, up to `24:00`; undefined where it is none. */
export function minutesOf(time: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (!match) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined;
  return hours * 60 + minutes;
}
