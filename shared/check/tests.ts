import type { CallStep } from '../flow/call-test.ts';
import type { FlowDocument } from '../flow/types.ts';
import { suggestion } from '../text/nearest.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';
import type { VariableChecker } from './variables.ts';

/** Steps of tests that cannot be met because what they name is not there. A test is no part of a call, so these are warnings. */
export function checkTests(flow: FlowDocument, variables: VariableChecker): readonly Problem[] {
  return flow.tests.flatMap(({ name, steps }, index) =>
    steps.flatMap((step, at): Problem[] => {
      const found = judge(step, flow, variables);
      if (!found) return [];
      const message = say['bad-test-step'](name, at + 1, found.why);
      return [
        { code: 'bad-test-step', severity: 'warning', message, path: `$.tests[${index}].steps[${at}].${found.key}` },
      ];
    }),
  );
}

function judge(step: CallStep, flow: FlowDocument, variables: VariableChecker): Found | undefined {
  if ('variable' in step) {
    const near = variables.nearest(step.variable);
    return near === undefined ? undefined : { key: 'variable', why: `Nothing is called "${step.variable}".${near}` };
  }
  if ('at' in step) return block('at', step.at, flow);
  return 'endsAt' in step ? block('endsAt', step.endsAt, flow) : undefined;
}

interface Found {
  readonly key: string;
  readonly why: string;
}

function block(key: string, id: string, { blocks }: FlowDocument): Found | undefined {
  if (Object.hasOwn(blocks, id)) return undefined;
  return { key, why: `No block has the id "${id}".${suggestion(id, Object.keys(blocks))}` };
}
