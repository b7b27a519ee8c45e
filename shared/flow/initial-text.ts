import { jsonDepth, readJson } from '../text/json.ts';
import { FLOW_LIMITS } from './limits.ts';
import type { Json, VariableType } from './types.ts';
import { EXPECTED, isOfType } from './variable-types.ts';

/** A first value as it was typed; undefined where nothing is. */
export type TypedInitial = { readonly value: Json | undefined } | { readonly problem: string };

/** Reads the first value of an object or a list, or says why it is none. */
export function readInitial(type: VariableType, text: string): TypedInitial {
  if (text.trim() === '') return { value: undefined };
  if (jsonDepth(text, DEEPEST) > DEEPEST) return { problem: `This is nested more than ${DEEPEST} levels deep.` };
  const problem = syntaxProblem(text);
  if (problem !== undefined) return { problem };
  const value = readJson(text);
  if (value !== undefined && isOfType(type, value)) return { value };
  return { problem: `This is ${wordsFor(value ?? null)}; expected ${EXPECTED[type]}.` };
}

/** What the document has around a first value counts, too. */
const DEEPEST = FLOW_LIMITS.depth - 3;

function syntaxProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const why = (error instanceof Error ? error.message : '').replace(/^.*JSON\.parse: /, '');
    return `This is not JSON: ${why.replace(/ in JSON at position \d+/, '').replace(/ of the JSON data$/, '')}.`;
  }
}

function wordsFor(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'a yes or no' }[typeof value as string] ?? 'an object';
}
