import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CodeOutcome } from '../../shared/effect.ts';
import type { CallStep } from '../../shared/flow/call-test.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { read } from '../languages/support.ts';

const say = (words: string) => ({ type: 'say', props: { prompts: [{ say: words }] }, exits: {} });
const flowWith = (block: object) =>
  read({
    version: 1,
    name: 'Try',
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'try' } },
      try: { ...block, exits: { done: 'done', failed: 'failed' } },
      done: say('Done.'),
      failed: say('Failed.'),
    },
    layout: {},
  });

async function told(block: object, steps: readonly CallStep[], outcome?: CodeOutcome) {
  const given = outcome && { runCode: async () => outcome };
  const test = { name: 'Try', steps: [...steps] };
  const { failure, transcript } = await runTest(test, { flow: flowWith(block), types: blockTypes, ...given });
  expect(failure).toBeUndefined();
  return transcript.map(({ text, block: at }) => [at, text]);
}

const code = { type: 'function', props: { code: 'return input.none.length' } };
const FAILS: readonly CallStep[] = [{ happens: 'function-failed' }, { says: 'Failed' }];

test.each<[string, object, CodeOutcome | undefined, string]>([
  [
    'throws',
    code,
    { kind: 'code', result: 'failed', reason: 'none is not defined.', line: 1 },
    'Function: The code failed. Line 1: none is not defined.',
  ],
  [
    'runs too long',
    code,
    { kind: 'code', result: 'timeout', reason: 'It took too long.' },
    'Function: The code failed. It took too long.',
  ],
  ['has no code', { type: 'function', props: {} }, undefined, 'Function: There is no code to run.'],
])('the conversation tells of a function that %s', async (_what, block, outcome, line) => {
  expect((await told(block, FAILS, outcome))[0]).toEqual(['try', line]);
});

test('it tells no such thing of one that went well', async () => {
  const lines = await told(code, [{ says: 'Done' }], { kind: 'code', result: 'done', value: 1 });
  expect(lines[0]).toEqual(['done', 'Done.']);
});

test('the conversation tells why another flow could not be run', async () => {
  const lines = await told({ type: 'subflow', props: { flow: 'hours' } }, [
    { happens: 'flow-not-run' },
    { says: 'Failed' },
  ]);
  expect(lines[0]).toEqual(['try', 'Another flow could not be run: The flow "hours" is not there, or not published.']);
});
