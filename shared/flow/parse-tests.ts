import { z } from 'zod';
import { suggestion } from '../text/nearest.ts';
import { CALL_TEST_LIMITS, callTestSchema, STEP_KINDS, STEP_SCHEMAS, stepKind } from './call-test.ts';
import { fromIssue, problem } from './issues.ts';
import type { DocumentProblem } from './types.ts';

/** What is wrong with the tests of a document. A block that a step names need not exist: the checker says so. */
export function testProblems(tests: readonly unknown[]): DocumentProblem[] {
  const names = new Map<string, number>();
  return tests.flatMap((test, index) => {
    const shaped = frameSchema.safeParse(test);
    if (!shaped.success) return issuesAt(['tests', index], shaped.error, testKeys);
    const { name, steps } = shaped.data;
    const problems = steps.flatMap((step, at) => stepProblems(step, ['tests', index, 'steps', at]));
    const first = names.get(name);
    if (first === undefined) names.set(name, index);
    else {
      const message = `Tests ${first} and ${index} are both called "${name}". Give one another name.`;
      problems.unshift(problem('duplicate-test', `$.tests[${index}].name`, message));
    }
    return problems;
  });
}

/** A test apart from what its steps hold: which step was meant is told by its keys, and only then is it judged. */
const frameSchema = callTestSchema.extend({ steps: z.array(z.unknown()).max(CALL_TEST_LIMITS.steps) });

function stepProblems(step: unknown, path: readonly PropertyKey[]): DocumentProblem[] {
  const at = `$.tests[${String(path[1])}].steps[${String(path[3])}]`;
  if (typeof step !== 'object' || step === null || Array.isArray(step)) {
    return [problem('wrong-shape', at, `A step is an object, such as { "press": "1" } or { "says": "Goodbye" }.`)];
  }
  const kind = stepKind(step);
  if (kind === undefined) {
    const [key] = Object.keys(step);
    if (key === undefined)
      return [problem('unknown-step', at, `The step is empty. Expected one of: ${STEP_KINDS.join(', ')}.`)];
    return [problem('unknown-step', `${at}.${key}`, `"${key}" is not a step of a test.${nearestStep(key)}`)];
  }
  const schema = STEP_SCHEMAS[kind];
  const shaped = schema.safeParse(step);
  return shaped.success ? [] : issuesAt(path, shaped.error, () => Object.keys(schema.shape));
}

function nearestStep(key: string): string {
  return suggestion(key, STEP_KINDS) || ` Expected one of: ${STEP_KINDS.join(', ')}.`;
}

function issuesAt(
  path: readonly PropertyKey[],
  error: z.ZodError,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): DocumentProblem[] {
  return error.issues.flatMap((issue) => fromIssue({ ...issue, path: [...path, ...issue.path] }, knownKeys));
}

function testKeys(path: readonly PropertyKey[]): readonly string[] {
  return path.length > 2 ? ['status', 'body', 'contentType', 'seconds', 'failure'] : Object.keys(callTestSchema.shape);
}
