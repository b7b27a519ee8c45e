import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';

const say = (text: string, exits = {}) => ({ type: 'say', props: { prompts: [{ say: text }] }, exits });
const read = readFlow({
  version: 1,
  name: 'After hours',
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'mail' } },
    mail: {
      type: 'voicemail',
      props: {
        greeting: [{ say: 'Leave a message.' }],
        thanks: [{ say: 'Thank you.' }],
        box: 'Sales',
        finishOnKey: '#',
        notifyTo: '+15550100131, +15550100132',
        webhook: 'https://example.com/mail?key={{ secrets.KEY }}',
      },
      exits: { left: 'bye', empty: 'none' },
    },
    bye: say('Your message has {{ blocks.mail.RecordingDuration }} seconds.'),
    none: say('We heard nothing.'),
  },
  layout: {},
});
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { flow } = read;
const run = (steps: CallTest['steps']) => runTest({ name: 'Test', steps }, { flow, types: blockTypes });

test('a message that is left in a test is in no inbox, and the test sees where it would be and who would be told', async () => {
  const result = await run([
    { says: 'Leave a message.' },
    { say: 'This is Ann, please call me back tomorrow.' },
    { press: '#' },
    { happens: 'voicemail', of: 'Sales' },
    { sends: 'New voicemail in Sales from', to: '+15550100131' },
    { sends: 'New voicemail in Sales from', to: '+15550100132' },
    { says: 'Thank you.' },
    { says: 'Your message has' },
    { endsAt: 'bye' },
  ] as CallTest['steps']);
  expect(result).toMatchObject({ passed: true });
  expect(result.transcript.map(({ text }) => text).join('\n')).toMatch(
    /A message of \d+ s would be in the inbox, under “Sales”; https:\/\/example\.com\/mail\?key=\{\{ secrets\.KEY \}\} would be told/,
  );
});

test('a message counts where the caller hangs up behind it, and not where they hang up at once', async () => {
  const left = await run([
    { says: 'Leave a message.' },
    { say: 'This is Ann, please call me back tomorrow.' },
    { hangUp: true, listening: true },
    { happens: 'voicemail', of: 'Sales' },
  ] as CallTest['steps']);
  expect(left).toMatchObject({ passed: true });
  const gone = await run([
    { says: 'Leave a message.' },
    { hangUp: true, listening: true },
    { happens: 'voicemail' },
  ] as CallTest['steps']);
  expect(gone.passed).toBe(false);
});
