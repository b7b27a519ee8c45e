import { readJson } from '../text/json.ts';
import type { Json, VariableType } from './types.ts';

/** Whether a value is of a type as it stands. */
export function isOfType(type: VariableType, value: Json): boolean {
  if (type === 'list') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'number' ? Number.isFinite(value) : typeof value === type;
}

/**
 * A value as what a variable of this type holds. Any value can be a text, objects and lists as JSON; a text is read as what the type
 * asks for: figures as a number, `true` and `false`, JSON as an object or a list.
 *
 * @returns undefined where it cannot be one
 */
export function readValue(type: VariableType, value: Json): Json | undefined {
  if (isOfType(type, value)) return value;
  if (type === 'string')
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  if (typeof value !== 'string') return undefined;
  if (type === 'number') return numberIn(value);
  if (type === 'boolean') return BOOLEANS.get(value.trim().toLowerCase());
  const data = readJson(value);
  return data !== undefined && isOfType(type, data) ? data : undefined;
}

/** What a variable of each type holds before anything is known. */
export const EMPTY: Readonly<Record<VariableType, Json>> = {
  string: '',
  number: 0,
  boolean: false,
  object: {},
  list: [],
};

/** What is expected of a text that is read as such a value, as the end of a sentence. */
export const EXPECTED: Readonly<Record<VariableType, string>> = {
  string: 'text',
  number: 'a number such as 12.5',
  boolean: 'true or false',
  object: 'an object in JSON, such as {"name": "Ada"}',
  list: 'a list in JSON, such as ["Ada", "Bo"]',
};

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Figures as templates print numbers, 0.30000000000000004 and 1e-7, too. More than fifteen before the point would become others. */
const NUMBER = /^-?\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/i;

function numberIn(text: string): number | undefined {
  const number = NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
