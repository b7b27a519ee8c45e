import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { spokenText } from './spoken-text.ts';

export interface TextOptions {
  readonly multiline?: boolean;
  readonly maxLength?: number;
  /** Source of a regular expression for the whole text; comes from our own tables, never from people. */
  readonly pattern?: string;
  /** The text is a list, with this between its items. */
  readonly separator?: string;
  /** Most items of the list. */
  readonly maxItems?: number;
  /** Most characters of one item. */
  readonly maxItemLength?: number;
  /** What the pattern asks for, as the end of a sentence. */
  readonly form?: string;
  /** A text message: how many segments it takes is shown. */
  readonly segments?: boolean;
  /** Drawn as a password. */
  readonly secret?: boolean;
  /** People hear or read it, so each language has its own. */
  readonly spoken?: boolean;
}

export const textKind: FieldKind<string, TextOptions> = {
  kind: 'text',
  shape: () => z.string(),
  check: (value, options) => {
    const { maxLength, pattern, form } = options;
    if (value === '' || hasTemplate(value)) return [];
    if (maxLength !== undefined && value.length > maxLength) {
      return [badValue(`This text has ${value.length} characters; at most ${maxLength} fit.`)];
    }
    if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      const expected = form === undefined ? '' : ` Expected ${form}.`;
      return [badValue(`"${value.slice(0, 40)}" is not a valid value here.${expected}`)];
    }
    return listProblems(value, options);
  },
  templates: (value) => [{ text: value, path: '' }],
  evaluate: (value, render) => render(value),
  spoken: spokenText,
};

/** A text; every text is a template. */
export const text = fieldOf(textKind);

function listProblems(value: string, { separator, maxItems, maxItemLength }: TextOptions): FieldProblem[] {
  if (separator === undefined) return [];
  const items = value.split(separator).map((item) => item.trim());
  const long = items.find((item) => maxItemLength !== undefined && item.length > maxItemLength);
  return [
    ...(maxItems !== undefined && items.length > maxItems
      ? [badValue(`There are ${items.length} entries; at most ${maxItems} fit.`)]
      : []),
    ...(long === undefined
      ? []
      : [badValue(`"${long.slice(0, 40)}…" has ${long.length} characters; an entry has at most ${maxItemLength}.`)]),
  ];
}
