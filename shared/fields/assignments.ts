import { z } from 'zod';
import { ENVIRONMENT_ROOTS } from '../flow/environments.ts';
import { RESERVED_NAMES, VARIABLE_NAME, VARIABLE_TYPES, type VariableType } from '../flow/types.ts';
import { readValue } from '../flow/variable-types.ts';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';

/** One variable and the template that gives its new value. */
export type Assignment = { readonly name: string; readonly value: string };

export const assignmentsKind: FieldKind<readonly Assignment[], object> = {
  kind: 'assignments',
  shape: () => z.array(z.strictObject({ name: z.string(), value: z.string() })),
  check: (value) =>
    value.flatMap(({ name }, index) => {
      const path = `[${index}].name`;
      if (name === '') return [missingValue('Name the variable to set, or remove the line.', path)];
      if (RESERVED_NAMES.includes(name) || ENVIRONMENT_ROOTS.includes(name))
        return [badValue(`"${name}" is a name of its own; choose another.`, path)];
      if (VARIABLE_NAME.test(name)) return [];
      return [badValue('A variable is named with letters, digits and _, and starts with no digit.', path)];
    }),
  templates: (value) => value.map((item, index) => ({ text: item.value, path: `[${index}].value` })),
  variables: (value) =>
    value.map((item, index) => ({
      text: item.name,
      path: `[${index}].name`,
      type: typeOfText(item.value),
      literal: hasTemplate(item.value) ? undefined : { text: item.value, path: `[${index}].value` },
    })),
  evaluate: (value, render) => value.map((item) => ({ name: item.name, value: render(item.value) })),
};

/** What an author means who writes such a text. Long figures and those that begin with 0 are numbers to dial, or codes. */
function typeOfText(text: string): VariableType | undefined {
  if (hasTemplate(text)) return undefined;
  const found = VARIABLE_TYPES.find((type) => type !== 'string' && readValue(type, text) !== undefined);
  if (found !== 'number') return found;
  return /^-?(?:0|[1-9]\d{0,8})(?:\.\d+)?$/.test(text.trim()) ? found : undefined;
}

/** Variables to set, in order. */
export const assignments = fieldOf(assignmentsKind);
