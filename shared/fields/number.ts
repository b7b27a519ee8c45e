import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export interface NumberOptions {
  readonly min?: number;
  readonly max?: number;
  /** Drawn inside the field. */
  readonly unit?: 's' | 'ms' | 'min' | 'times' | 'digits';
  /** Words accepted besides numbers, e.g. `auto`. */
  readonly words?: readonly string[];
  /** Fractions are fine, too. */
  readonly fraction?: boolean;
}

export type NumberValue = number | string;

export const numberKind: FieldKind<NumberValue, NumberOptions> = {
  kind: 'number',
  shape: () => z.union([z.number(), z.string()]),
  check: (value, options) => {
    if (value === '' || (typeof value === 'string' && hasTemplate(value))) return [];
    return numberText(value, options) === undefined ? [badValue(`Expected ${wanted(options)}.`)] : [];
  },
  templates: (value) => (typeof value === 'string' ? [{ text: value, path: '' }] : []),
  evaluate: (value, render) => (typeof value === 'string' ? render(value) : value),
};

/** A whole number with its unit and bounds; a text while it is unfinished, or a template. */
export const number = fieldOf(numberKind);

/** The value as an attribute wants it, digits as they were typed, or undefined when it is no such number. */
export function numberText(value: unknown, options: NumberOptions): string | undefined {
  if (typeof value === 'string' && options.words?.includes(value.trim())) return value.trim();
  const found = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof found !== 'number' || !Number.isFinite(found)) return undefined;
  if (!options.fraction && !Number.isInteger(found)) return undefined;
  if (found < (options.min ?? Number.NEGATIVE_INFINITY) || found > (options.max ?? Number.POSITIVE_INFINITY))
    return undefined;
  const typed = typeof value === 'string' ? value.trim() : '';
  return (options.fraction ? typed !== '' : /^-?\d+$/.test(typed)) ? typed : String(found);
}

function wanted({ min, max, unit, words = [], fraction }: NumberOptions): string {
  const kind = fraction ? 'a number' : 'a whole number';
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of ${min} or more`
        : max !== undefined
          ? ` of at most ${max}`
          : '';
  const units = { s: ' (seconds)', ms: ' (milliseconds)', min: ' (minutes)', times: '', digits: '' };
  const also = words.length > 0 ? `, or ${words.join(' or ')}` : '';
  return `${kind}${range}${unit === undefined ? '' : units[unit]}${also}`;
}
