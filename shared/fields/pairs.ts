import { z } from 'zod';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';
import { secretProblem } from './sealed.ts';

/** A name and the template of its value. */
export type Pair = { readonly name: string; readonly value: string };

export interface PairsOptions {
  /** What one is called: `header`, `field`, `parameter`. */
  readonly noun: string;
  /** What names must look like; anything goes if absent. */
  readonly names?: 'header' | 'identifier';
  readonly max?: number;
}

/** Has no `evaluate`: values may name secrets, or be wanted as they are and not as text; the block decides. */
export const pairsKind: FieldKind<readonly Pair[], PairsOptions> = {
  kind: 'pairs',
  shape: () => z.array(z.strictObject({ name: z.string(), value: z.string() })),
  check: (value, options) => {
    const { max = 50 } = options;
    if (value.length > max) return [badValue(`There are ${value.length} of these; at most ${max} fit.`)];
    return [...nameProblems(value, options), ...valueProblems(value, options)];
  },
  templates: (value) => value.map((item, index) => ({ text: item.value, path: `[${index}].value` })),
};

/** Names and values, in order: the headers of a request, the fields of a form, what a function is given. */
export const pairs = fieldOf(pairsKind);

function nameProblems(value: readonly Pair[], { noun, names }: PairsOptions): readonly FieldProblem[] {
  const seen = new Set<string>();
  return value.flatMap(({ name }, index): FieldProblem[] => {
    const path = `[${index}].name`;
    if (name.trim() === '') return [missingValue(`Name the ${noun}, or remove the line.`, path)];
    const key = names === 'header' ? name.toLowerCase() : name;
    const twice = names !== undefined && seen.has(key);
    seen.add(key);
    if (twice) return [badValue(`There is another ${noun} called “${name}”.`, path)];
    const problem = nameProblem(name, names);
    return problem === undefined ? [] : [badValue(problem, path)];
  });
}

/** What code is given can hold no secret; the values of requests can. */
function valueProblems(value: readonly Pair[], { names }: PairsOptions): readonly FieldProblem[] {
  if (names === 'identifier') return [];
  return value.flatMap((pair, index): FieldProblem[] => {
    const problem = secretProblem(pair.value);
    return problem === undefined ? [] : [badValue(problem, `[${index}].value`)];
  });
}

/** Headers that belong to the connection; a request sets them by itself. */
export const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'keep-alive',
  'accept-encoding',
  'proxy-authorization',
  'proxy-connection',
]);

/** What a header may be called. https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
export const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function nameProblem(name: string, names: PairsOptions['names']): string | undefined {
  if (names === 'identifier') {
    if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return undefined;
    return 'A parameter is named with letters, digits and _, and starts with no digit.';
  }
  if (names !== 'header') return undefined;
  if (!HEADER_NAME.test(name)) return 'A header is named with letters, digits and -.';
  return OWN_HEADERS.has(name.toLowerCase()) ? `“${name}” is set by the request itself; remove the line.` : undefined;
}
