import { z } from 'zod';
import type { Exception } from '../time/opening-hours.ts';
import { momentOf } from '../time/schedule.ts';
import { DAY } from '../time/zone.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { dateProblem } from './holidays.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { timeProblem } from './week-hours.ts';

export const exceptionsKind: FieldKind<readonly Exception[], object> = {
  kind: 'exceptions',
  shape: () =>
    z.array(z.strictObject({ open: z.boolean(), from: z.string(), to: z.string(), name: z.string() })).max(500),
  check: (value) => value.flatMap(exceptionProblems),
};

/** Times that are open or closed once, whatever the week says. */
export const exceptions = fieldOf(exceptionsKind);

function exceptionProblems({ from, to }: Exception, index: number): FieldProblem[] {
  const wrong = [...momentProblem(from, `[${index}].from`), ...momentProblem(to, `[${index}].to`)];
  if (wrong.length > 0) return wrong;
  if ((momentOf(from, 0) ?? 0) < (momentOf(to, DAY) ?? 0)) return [];
  return [badValue('It ends before it begins.', `[${index}].to`)];
}

function momentProblem(moment: string, path: string): FieldProblem[] {
  const [date = '', ...times] = moment.split('T');
  const wrong = dateProblem(date, path);
  return wrong.length > 0 || times.length === 0 ? wrong : timeProblem(times.join('T'), path);
}
