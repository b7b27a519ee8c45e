import { z } from 'zod';
import { RESERVED_NAMES, VARIABLE_NAME, type VariableType } from '../flow/types.ts';
import { nearest } from '../text/nearest.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';
import { parsePath } from './value-path.ts';

/** A variable, and where in an answer or a result its new value lies. */
export type Mapping = { readonly variable: string; readonly path: string };

export interface MappingsOptions {
  /** What a path may begin with. */
  readonly roots: readonly string[];
  /** What the paths lead into. */
  readonly of: 'answer' | 'result';
  /** Such a path. */
  readonly example: string;
}

export const mappingsKind: FieldKind<readonly Mapping[], MappingsOptions> = {
  kind: 'mappings',
  shape: () => z.array(z.strictObject({ variable: z.string(), path: z.string() })),
  variables: (value) =>
    value.map(({ variable, path }, index) => ({
      text: variable,
      path: `[${index}].variable`,
      type: WHOLE[path.trim()],
    })),
  check: (value, options) =>
    value.flatMap(({ variable, path }, index): FieldProblem[] => [
      ...variableProblems(variable, `[${index}].variable`),
      ...pathProblems(path, options, `[${index}].path`),
    ]),
};

/** Paths that tell what lies there. */
const WHOLE: Readonly<Record<string, VariableType>> = { json: 'object', status: 'number' };

/** Variables filled from an answer, or a result. */
export const mappings = fieldOf(mappingsKind);

function variableProblems(name: string, path: string): FieldProblem[] {
  if (name === '') return [missingValue('Name the variable to fill, or remove the line.', path)];
  if (RESERVED_NAMES.includes(name)) return [badValue(`“${name}” is a name of its own; choose another.`, path)];
  if (VARIABLE_NAME.test(name)) return [];
  return [badValue('A variable is named with letters, digits and _, and starts with no digit.', path)];
}

function pathProblems(text: string, { roots, of, example }: MappingsOptions, path: string): FieldProblem[] {
  if (text.trim() === '') return [missingValue(`Say where in the ${of} the value lies, such as ${example}.`, path)];
  const [root] = parsePath(text) ?? [];
  if (root === undefined) return [badValue(`Expected a path such as ${example}, or ${roots[0]}.items[0].name.`, path)];
  if (roots.includes(String(root))) return [];
  const near = nearest(String(root), roots);
  const hint = near === undefined ? `Begin with ${roots.join(', ')}.` : `Did you mean “${near}”?`;
  return [
    badValue(`${of === 'answer' ? 'An answer' : 'A result'} has no “${String(root).slice(0, 40)}”. ${hint}`, path),
  ];
}
