import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { read } from '../languages/support.ts';

const flow = read({
  version: 1,
  name: 'Points',
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
    ask: { type: 'http', props: { url: 'https://api.example.com/' }, exits: { success: 'say', failed: 'say' } },
    say: { type: 'say', props: { prompts: [{ say: 'Done.' }] }, exits: {} },
  },
  layout: {},
});

test.each([
  ['{"points":', 'application/json', true],
  ['{"points":', 'text/plain', false],
  ['{"points":1}', 'application/json', false],
  ['', 'application/json', false],
])('an answer %j of the type %s that cannot be read leaves a note: %s', async (body, contentType, told) => {
  const steps = [{ says: 'Done' }];
  const http = { 'https://api.example.com/': { body, contentType } };
  const { passed, notes } = await runTest({ name: 'Ask', http, steps }, { flow, types: blockTypes });
  expect(passed).toBe(true);
  expect(notes.some((note) => note.includes('cannot be read as JSON'))).toBe(told);
});
