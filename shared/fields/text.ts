import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export interface TextOptions {
  readonly multiline?: boolean;
  readonly maxLength?: number;
  /** Source of a regular expression for the whole text; comes from our own tables, never from people. */
  readonly pattern?: string;
  /** What the pattern asks for, as the end of a sentence. */
  readonly form?: string;
  /** Drawn as a password. */
  readonly secret?: boolean;
}

export const textKind: FieldKind<string, TextOptions> = {
  kind: 'text',
  shape: () => z.string(),
  check: (value, { maxLength, pattern, form }) => {
    if (value === '' || hasTemplate(value)) return [];
    if (maxLength !== undefined && value.length > maxLength) {
      return [badValue(`This text has ${value.length} characters; at most ${maxLength} fit.`)];
    }
    if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      const expected = form === undefined ? '' : ` Expected ${form}.`;
      return [badValue(`"${value.slice(0, 40)}" is not a valid value here.${expected}`)];
    }
    return [];
  },
  templates: (value) => [{ text: value, path: '' }],
  evaluate: (value, render) => render(value),
};

/** A text; every text is a template. */
export const text = fieldOf(textKind);
