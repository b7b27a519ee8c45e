import { dayOf } from './dates.ts';

/**
 * Minutes after midnight (with fractions) of a time in a text: `17:30`, `17:30:15`, `5:30 pm`, or the time in
 * `2026-12-24T17:30:00-05:00`, as it is written there. NaN, which is neither before nor after anything, where the text is none.
 */
export function clockOf(text: string): number {
  const [, hour, minute, second = '0', half] = TIME.exec(text.trim().toLowerCase()) ?? [];
  if (hour === undefined || minute === undefined) return Number.NaN;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  const isClock = half === undefined || (Number(hour) >= 1 && Number(hour) <= 12);
  const minutes = hours * 60 + Number(minute) + Number(second) / 60;
  return isClock && Number(minute) < 60 && Number(second) < 60 && minutes <= 24 * 60 ? minutes : Number.NaN;
}

/** Days since 1970 of a date in a text: `2026-12-24`, alone or with a time behind it. NaN where the text is none. */
export function dateIn(text: string): number {
  const [, date = ''] = DATE.exec(text.trim().toLowerCase()) ?? [];
  return dayOf(date) ?? Number.NaN;
}

const TIME =
  /^(?:\d{4}-\d{2}-\d{2}[t ])?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s?([ap])\.?m\.?)?(?:z|\s?[+-]\d{2}:?\d{2})?$/;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[t ].*)?$/;
