import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import { nearest } from '../text/nearest.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export interface ChoiceOptions {
  readonly values?: readonly ChoiceValue[];
  /** Values outside the list can be right, too. */
  readonly open?: boolean;
}

export interface ChoiceValue {
  readonly value: string;
  readonly label: string;
}

export const choiceKind: FieldKind<string, ChoiceOptions> = {
  kind: 'choice',
  shape: () => z.string(),
  check: (value, options) => {
    if (value === '' || hasTemplate(value)) return [];
    const problem = choiceProblem(value, options);
    return problem === undefined ? [] : [badValue(problem)];
  },
  templates: (value) => [{ text: value, path: '' }],
  evaluate: (value, render) => render(value),
};

/** One of a few values. */
export const choice = fieldOf(choiceKind);

/** Why a value is none of the choices, with the nearest one; undefined when it is. */
export function choiceProblem(value: string, { values = [], open }: ChoiceOptions): string | undefined {
  if (open || values.some((known) => known.value === value)) return undefined;
  const names = values.map((known) => known.value);
  const near = nearest(value, names);
  const hint = near === undefined ? `Expected one of: ${names.join(', ')}.` : `Did you mean "${near}"?`;
  return `"${value.slice(0, 40)}" is not one of the choices. ${hint}`;
}
