import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { CallStep } from '../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { recordRehearsal } from '../../shared/rehearsal/record.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { callByHand } from './support/hand.ts';

const called = { calls: { ask: 1 }, versions: [{ flow: 'ask', version: 1, document: askFlow('Which?'), calls: {} }] };
const run = (steps: readonly CallStep[], flow: FlowDocument = callingFlow) =>
  runTest({ name: 'Test', steps: [...steps] }, { flow, types: blockTypes, called, self: 'main' });

test('a test may name the block that calls the flow, or the block within', async () => {
  for (const at of ['who', 'who.key']) expect((await run([{ at }, { press: '4' }])).failure).toBeUndefined();
  expect((await run([{ at: 'hello' }])).passed).toBe(false);
});

test('a failure within names the way to it', async () => {
  const { failure } = await run([{ says: 'Which?' }, { says: 'Nothing of the kind' }]);
  expect(failure?.block).toEqual({ id: 'who.key', name: 'Run another flow › Collect input' });
});

test('the checker takes blocks within for known, others not', () => {
  const told = (...steps: CallStep[]) =>
    checkFlow({ ...callingFlow, tests: [{ name: 'Test', steps }] }, blockTypes).map(({ code }) => code);
  expect(told({ at: 'who.key' }, { endsAt: 'who.key' })).toEqual([]);
  expect(told({ at: 'hello.key' })).toEqual(['bad-test-step']);
  expect(told({ at: 'whom' })).toEqual(['bad-test-step']);
});

test('what is recorded names no block of another flow', async () => {
  const made = callByHand(callingFlow, [{ after: 3, hangUp: true }], [], { called });
  const test = recordRehearsal(made, { name: 'Recorded' });
  expect(test.steps).toEqual([{ says: 'Which?' }, { hangUp: true }, { endsAt: 'who' }]);
  expect((await run(test.steps)).failure).toBeUndefined();
});
