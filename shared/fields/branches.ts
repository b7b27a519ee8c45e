import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import { OPERATORS, type Operator, operatorNeedsValue, valueProblem } from './compare.ts';
import type { FieldKind, FieldProblem, TemplateSpot } from './field.ts';
import { fieldOf } from './make.ts';
import { patternProblem } from './pattern.ts';
import { badValue, missingValue } from './problem.ts';
import { reservedKeywords } from './reserved-keywords.ts';

/**
 * One way out of a condition. `variable` is a path (`call.From`, `company`) or a template text; it is read by the block
 * itself and never rendered beforehand, so that nothing a caller said can become a path.
 */
export type Branch = {
  readonly id: string;
  readonly label: string;
  readonly variable: string;
  readonly operator: Operator;
  readonly value: string;
};

/** Exit of a condition where no branch holds; no branch can have this id. */
export const OTHERWISE = 'otherwise';

export const branchesKind: FieldKind<readonly Branch[], object> = {
  kind: 'branches',
  shape: () =>
    z.array(
      z.strictObject({
        id: branchId,
        label: z.string(),
        variable: z.string(),
        operator: z.enum(OPERATORS),
        value: z.string(),
      }),
    ),
  check: (value) => value.flatMap((branch, index) => branchProblems(value, branch, index)),
  templates: (value) =>
    value.flatMap((branch, index) => [
      { ...variableTemplate(branch.variable), path: `[${index}].variable` },
      { text: branch.value, path: `[${index}].value` },
    ]),
  evaluate: (value, render) => value.map((branch) => ({ ...branch, value: render(branch.value) })),
};

/** The branches of a condition, tried in order. */
export const branches = fieldOf(branchesKind);

const branchId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'expected 1 to 40 letters, digits, - or _')
  .refine((id) => id !== OTHERWISE, `"${OTHERWISE}" is an exit of every condition`);

/** A path as the template that prints it, so that variable names are checked the same way everywhere. */
function variableTemplate(variable: string): Omit<TemplateSpot, 'path'> {
  if (variable === '' || hasTemplate(variable)) return { text: variable };
  return { text: `{{ ${variable} }}`, bare: true };
}

function branchProblems(all: readonly Branch[], branch: Branch, index: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (all.findIndex((other) => other.id === branch.id) < index) {
    const message = `Two branches have the id "${branch.id}"; give one another.`;
    problems.push({ code: 'duplicate-choice', severity: 'error', message, path: `[${index}].id` });
  }
  if (branch.variable.trim() === '') problems.push(missingValue('Choose what to look at.', `[${index}].variable`));
  if (operatorNeedsValue(branch.operator) && branch.value === '') {
    problems.push(
      missingValue('Fill in what to compare with; to test for nothing at all choose "is blank".', `[${index}].value`),
    );
  }
  if (hasTemplate(branch.value)) return problems;
  problems.push(...reservedKeywords(branch).map((problem) => ({ ...problem, path: `[${index}].value` })));
  if (branch.value === '') return problems;
  const problem =
    branch.operator === 'regex' ? patternProblem(branch.value) : valueProblem(branch.operator, branch.value);
  if (problem !== undefined) problems.push(badValue(problem, `[${index}].value`));
  return problems;
}
