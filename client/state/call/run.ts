import { blockTypes } from '../../../shared/blocks/index.ts';
import type { CallTest } from '../../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { runTest } from '../../../shared/rehearsal/run-test.ts';
import type { RunTestOptions, TestResult } from '../../../shared/rehearsal/test-result.ts';
import { runCode } from './code.ts';

/** Makes the call of a test to a flow, in no time. */
export async function runCallTest(
  test: CallTest,
  flow: FlowDocument,
  given: Pick<RunTestOptions, 'env' | 'called' | 'self'>,
): Promise<TestResult> {
  // Lets the page draw between two tests.
  await new Promise((resolve) => setTimeout(resolve));
  return runTest(test, { flow, types: blockTypes, runCode, ...given });
}
