import { z } from 'zod';
import { dayOf } from '../time/dates.ts';
import type { Holiday } from '../time/opening-hours.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';

export const holidaysKind: FieldKind<readonly Holiday[], object> = {
  kind: 'holidays',
  shape: () => z.array(z.strictObject({ date: z.string(), name: z.string(), yearly: z.boolean().optional() })).max(500),
  check: (value) => value.flatMap((holiday, index) => holidayProblems(value, holiday, index)),
};

/** Days without opening hours, each with its name. */
export const holidays = fieldOf(holidaysKind);

function holidayProblems(all: readonly Holiday[], holiday: Holiday, index: number): FieldProblem[] {
  const path = `[${index}].date`;
  const wrong = dateProblem(holiday.date, path);
  if (wrong.length > 0) return wrong;
  const same = all.slice(0, index).find((other) => keyOf(other) === keyOf(holiday));
  if (!same) return [];
  const message = `${holiday.date} is already there, as ${same.name || 'a holiday'}. Remove one of them.`;
  return [{ code: 'duplicate-holiday', severity: 'warning', message, path }];
}

/** What is wrong with a date that has to be written `2026-12-24`. */
export function dateProblem(date: string, path: string): FieldProblem[] {
  if (date === '') return [missingValue('Choose a date.', path)];
  if (dayOf(date) !== undefined) return [];
  return [badValue(`"${date.slice(0, 20)}" is not a date; write it like 2026-12-24.`, path)];
}

function keyOf({ date, yearly }: Holiday): string {
  return yearly ? date.slice(5) : date;
}
