import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';

const say = (text: string) => ({ type: 'say', props: { prompts: [{ say: text }] }, exits: {} });
const flowWith = (more: object = {}, props: object = {}) => {
  const read = readFlow({
    version: 1,
    name: 'Line',
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'back' } },
      back: { type: 'callback', props, exits: { asked: 'asked', notReachable: 'none', failed: 'none' } },
      asked: say('We call {{ blocks.back.To }} back.'),
      none: say('We cannot call you.'),
      ...more,
    },
    layout: {},
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.flow;
};
const run = (steps: CallTest['steps'], from?: string) =>
  runTest({ name: 'Test', steps, ...(from && { from }) }, { flow: flowWith(), types: blockTypes });

test('nobody is called in a test, which sees who would be', async () => {
  const from = '+15550100177';
  const steps = [{ happens: 'callback', of: from }, { says: `We call ${from} back.` }] as CallTest['steps'];
  const result = await run(steps, from);
  expect(result).toMatchObject({ passed: true });
  const text = result.transcript.map((line) => line.text).join('\n');
  expect(text).toMatch(/\+15550100177 would be on the list to be called back, from \+1555/);
});

test('who hides the number is told so', async () => {
  const steps = [{ says: 'We cannot call you.' }, { happens: 'callback' }] as CallTest['steps'];
  expect(await run(steps, 'anonymous')).toMatchObject({ passed: false });
  expect(await run(steps.slice(0, 1), 'anonymous')).toMatchObject({ passed: true });
});

test('whoever answers should find a start for that, here or in the flow that is chosen', () => {
  const problems = (flow: ReturnType<typeof flowWith>) => checkFlow(flow, blockTypes).map(({ code }) => code);
  expect(problems(flowWith())).toContain('missing-start');
  const out = { type: 'start', props: { on: 'outgoing-call' }, exits: { next: 'asked' } };
  expect(problems(flowWith({ out }))).not.toContain('missing-start');
  expect(problems(flowWith({}, { flow: 'others' }))).not.toContain('missing-start');
});
