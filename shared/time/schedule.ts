import { dateOf, dayOf, minutesOf, weekdayOf } from './dates.ts';
import type { Exception, Holiday, OpeningHours, Span } from './opening-hours.ts';
import { DAY, MINUTE } from './zone.ts';

/** How things are at one moment; `reason` names the holiday or the exception that makes it so, or is empty. */
export interface Status {
  readonly state: 'open' | 'closed' | 'holiday';
  readonly reason: string;
}

/**
 * Opening hours made ready to be asked, on the clocks of their zone: times are `local` as in `zone.ts`. Whatever is written wrongly
 * (the checker tells) is left out. A span belongs to the day on which it begins, so a holiday also ends the hours of its night.
 */
export class Schedule {
  readonly #spans: readonly (readonly Minutes[])[];
  readonly #holidays: ReadonlyMap<string, string>;
  readonly #exceptions: readonly Stretch[];
  /** When exceptions begin and end, by the day. */
  readonly #edges = new Map<number, number[]>();

  constructor({ week, holidays, exceptions }: OpeningHours) {
    this.#spans = FROM_THURSDAY.map((day) => (week[day] ?? []).flatMap(minutes));
    this.#holidays = new Map(holidays.flatMap(holidayKey));
    // The shortest first, and of equals the one that is listed last.
    this.#exceptions = exceptions
      .flatMap(stretch)
      .reverse()
      .sort((a, b) => a.to - a.from - (b.to - b.from));
    for (const edge of this.#exceptions.flatMap(({ from, to }) => [from, to])) {
      const day = Math.floor(edge / DAY);
      this.#edges.set(day, [...(this.#edges.get(day) ?? []), edge]);
    }
  }

  at(local: number): Status {
    const exception = this.#exceptions.find(({ from, to }) => from <= local && local < to);
    if (exception) return { state: exception.open ? 'open' : 'closed', reason: exception.name };
    const day = Math.floor(local / DAY);
    let missed: string | undefined;
    for (const begun of [day, day - 1]) {
      const since = (local - begun * DAY) / MINUTE;
      if (!this.#spansOf(begun).some(({ from, to }) => from <= since && since < to)) continue;
      const holiday = this.#holiday(begun);
      if (holiday === undefined) return OPEN;
      missed ??= holiday;
    }
    const reason = this.#holiday(day) ?? missed;
    return reason === undefined ? CLOSED : { state: 'holiday', reason };
  }

  /** Local times on a day at which its status may change, its beginning among them, in order. */
  turns(day: number): readonly number[] {
    const [begins, ends] = [day * DAY, (day + 1) * DAY];
    const found = new Set([begins, ...(this.#edges.get(day) ?? [])]);
    for (const begun of [day, day - 1]) {
      for (const { from, to } of this.#spansOf(begun)) {
        found.add(begun * DAY + from * MINUTE).add(begun * DAY + to * MINUTE);
      }
    }
    return [...found].filter((local) => local >= begins && local < ends).sort((a, b) => a - b);
  }

  /** Days from `today` on at which to look for the next change, in order; where it does not change on one of them it never does. */
  days(today: number): readonly number[] {
    const days = new Set(stretchOfDays(today, this.#holidays.size > 0 ? YEAR : WEEK));
    // When an exception ends, the week goes on.
    for (const changed of this.#edges.keys()) for (const day of stretchOfDays(changed, WEEK)) days.add(day);
    return [...days].filter((day) => day >= today).sort((a, b) => a - b);
  }

  #spansOf(day: number): readonly Minutes[] {
    return this.#spans[((day % 7) + 7) % 7] ?? [];
  }

  #holiday(day: number): string | undefined {
    if (this.#holidays.size === 0) return undefined;
    const date = dateOf(day);
    return this.#holidays.get(date) ?? this.#holidays.get(date.slice(5));
  }
}

/** Days that are looked ahead: all holidays of a year, or all weekdays. */
const YEAR = 400;
const WEEK = 9;

const OPEN: Status = { state: 'open', reason: '' };
const CLOSED: Status = { state: 'closed', reason: '' };

/** Day 0 of the epoch was a Thursday. */
const FROM_THURSDAY = [0, 1, 2, 3, 4, 5, 6].map(weekdayOf);

interface Minutes {
  readonly from: number;
  /** Beyond 1440 where it goes over midnight. */
  readonly to: number;
}

function minutes(span: Span): Minutes[] {
  const [from, to] = [minutesOf(span.from), minutesOf(span.to)];
  if (from === undefined || to === undefined || from === to) return [];
  return [{ from, to: to > from ? to : to + DAY / MINUTE }];
}

function holidayKey({ date, name, yearly }: Holiday): [string, string][] {
  return dayOf(date) === undefined ? [] : [[yearly ? date.slice(5) : date, name]];
}

/** An exception in local time. */
interface Stretch {
  readonly open: boolean;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function stretch({ open, name, from, to }: Exception): Stretch[] {
  const [begins, ends] = [momentOf(from, 0), momentOf(to, DAY)];
  return begins === undefined || ends === undefined || ends <= begins ? [] : [{ open, name, from: begins, to: ends }];
}

/** Local time of `2026-12-24T12:00`, or of `2026-12-24` and so much later; undefined where it is neither. */
export function momentOf(text: string, later: number): number | undefined {
  const [date = '', time, ...rest] = text.split('T');
  const day = dayOf(date);
  const minutes = time === undefined ? later / MINUTE : minutesOf(time);
  return day === undefined || minutes === undefined || rest.length > 0 ? undefined : day * DAY + minutes * MINUTE;
}

function stretchOfDays(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
