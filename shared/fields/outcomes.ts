import { z } from 'zod';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';

export const outcomesKind: FieldKind<readonly string[], object> = {
  kind: 'outcomes',
  shape: () => z.array(z.string()),
  check: (value) =>
    value.flatMap((name, index) => {
      const path = `[${index}]`;
      if (name === '') return [missingValue('Name the outcome, or remove the line.', path)];
      if (value.indexOf(name) !== index) return [badValue(`"${name}" is named twice; keep one line.`, path)];
      return outcomeProblem(name).map((problem) => ({ ...problem, path }));
    }),
};

/** Names of what may come of a called flow, each an exit. */
export const outcomes = fieldOf(outcomesKind);

/** What is wrong with the name of an outcome that is not empty. */
export function outcomeProblem(name: string): readonly FieldProblem[] {
  if (RESERVED.includes(name)) return [badValue(`"${name}" is an exit of its own; name the outcome otherwise.`)];
  if (OUTCOME.test(name)) return [];
  return [badValue('An outcome is named with letters, digits, _ and -, at most 64, a letter first.')];
}

/** Exits that every block which calls a flow has. */
const RESERVED: readonly string[] = ['done', 'failed'];

const OUTCOME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
