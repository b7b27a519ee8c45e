import { z } from 'zod';
import { minutesOf, WEEKDAYS, type Weekday } from '../time/dates.ts';
import type { Span, Week } from '../time/opening-hours.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export const weekHoursKind: FieldKind<Week, object> = {
  kind: 'weekHours',
  shape: () => z.strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, SPANS])) as Record<Weekday, typeof SPANS>),
  check: (value) => WEEKDAYS.flatMap((day) => spansProblems(value[day] ?? [], day)),
};

/** Opening hours of every weekday. */
export const weekHours = fieldOf(weekHoursKind);

export const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

const MOST_SPANS = 12;
const SPANS = z
  .array(z.strictObject({ from: z.string(), to: z.string() }))
  .max(MOST_SPANS)
  .optional();

function spansProblems(spans: readonly Span[], day: Weekday): FieldProblem[] {
  return spans.flatMap((span, index): FieldProblem[] => {
    const at = `${day}[${index}]`;
    const wrong = (['from', 'to'] as const).flatMap((end) => timeProblem(span[end], `${at}.${end}`));
    if (wrong.length > 0) return wrong;
    if (minutesOf(span.from) === minutesOf(span.to)) {
      const message = `${WEEKDAY_NAMES[day]} opens and closes at ${span.from}. Write 00:00 to 24:00 for the whole day.`;
      return [badValue(message, `${at}.to`)];
    }
    const before = spans.slice(0, index).find((other) => overlap(other, span));
    if (!before) return [];
    const message = `${WEEKDAY_NAMES[day]} ${span.from}–${span.to} overlaps ${before.from}–${before.to}. Make one of them of both.`;
    return [{ code: 'overlapping-hours', severity: 'warning', message, path: at }];
  });
}

/** What is wrong with a time of day that has to be written `17:30`. */
export function timeProblem(time: string, path: string): FieldProblem[] {
  if (minutesOf(time) !== undefined) return [];
  const shown = time === '' ? 'A time is missing' : `"${time.slice(0, 20)}" is not a time`;
  return [badValue(`${shown}; write it like 17:30, up to 24:00.`, path)];
}

function overlap(a: Span, b: Span): boolean {
  const [[aFrom, aTo], [bFrom, bTo]] = [minutes(a), minutes(b)];
  return aFrom < bTo && bFrom < aTo;
}

function minutes({ from, to }: Span): readonly [number, number] {
  const [begins = 0, ends = 0] = [minutesOf(from), minutesOf(to)];
  return [begins, ends > begins ? ends : ends + 1_440];
}
