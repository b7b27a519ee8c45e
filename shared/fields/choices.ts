import { z } from 'zod';
import type { ChoiceOptions } from './choice.ts';
import { choiceProblem } from './choice.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export const choicesKind: FieldKind<readonly string[], ChoiceOptions> = {
  kind: 'choices',
  shape: () => z.array(z.string()),
  check: (value, options) =>
    value.flatMap((item, index) => {
      if (value.indexOf(item) !== index) return [badValue(`"${item}" is chosen twice.`, `[${index}]`)];
      const problem = choiceProblem(item, options);
      return problem === undefined ? [] : [badValue(problem, `[${index}]`)];
    }),
};

/** Any of a few values; stored as a list, spoken to Twilio as words with spaces between. */
export const choices = fieldOf(choicesKind);
