import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { CallStep, CallTest } from '../../shared/flow/call-test.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';

const block = (type: string, props: FlowBlock['props'], exits: FlowBlock['exits'] = {}, name?: string): FlowBlock => ({
  type,
  props,
  exits,
  ...(name === undefined ? {} : { name }),
});

/** Asks for a colour, keeps it, then rings somebody; a message waits where nobody answers. */
const flow: FlowDocument = {
  version: 1,
  name: 'Colours',
  settings: { fallback: 'Something is broken.' },
  variables: { colour: { type: 'string', initial: 'none' } },
  blocks: {
    start: block('start', { on: 'incoming-call' }, { next: 'hello' }),
    hello: block(
      'say',
      { prompts: [{ say: 'Good day.' }, { play: 'https://example.com/tune.mp3?v=1' }] },
      { next: 'ask' },
    ),
    ask: block(
      'menu',
      {
        prompts: [{ say: 'For red, press 1.' }, { say: 'For blue – press 2!' }],
        choices: [
          { id: 'red', key: '1', label: 'Red', phrases: ['red'] },
          { id: 'blue', key: '2', label: 'Blue', phrases: ['blue'] },
          { id: 'loose', key: '3', label: 'Loose', phrases: [] },
        ],
        attempts: 2,
        noInputPrompts: [{ say: 'Anybody there?' }],
      },
      { red: 'keep', blue: 'ring', noInput: 'bye', noMatch: 'bye' },
      'Which colour?',
    ),
    keep: block('set', { assignments: [{ name: 'colour', value: 'red' }] }, { next: 'sent' }),
    sent: block('say', { prompts: [{ say: 'You chose {{ colour }}, thank you.' }] }, { next: 'bye' }),
    ring: block(
      'dial',
      { targets: [{ kind: 'number', to: '+15550100141' }], timeout: 20 },
      { noAnswer: 'tape', busy: 'tape', failed: 'tape' },
    ),
    tape: block('record', { maxLength: 30, finishOnKey: '#' }, { recorded: 'bye' }),
    bye: block('say', { prompts: [{ say: 'Goodbye.' }] }),
  },
  layout: {},
  tests: [],
};

const run = (steps: readonly CallStep[], more: Partial<CallTest> = {}) =>
  runTest({ name: 'Test', ...more, steps: [...steps] }, { flow, types: blockTypes });

async function passes(steps: readonly CallStep[], more?: Partial<CallTest>) {
  const result = await run(steps, more);
  expect(result.failure && describeFailure(result.failure)).toBeUndefined();
  expect(result.passed).toBe(true);
  return result;
}

async function fails(steps: readonly CallStep[], more?: Partial<CallTest>): Promise<string> {
  const { failure, passed } = await run(steps, more);
  expect(passed).toBe(false);
  if (!failure) throw new Error('It passed.');
  return `${failure.step} ${failure.expected}: ${failure.why}`;
}

describe('expectations', () => {
  it('compare what is said without case, spaces and punctuation, in parts and across prompts', async () => {
    await passes([{ says: 'good DAY' }, { says: 'forred' }, { says: 'press 1' }, { says: 'for blue, press 2' }]);
    await passes([{ says: 'press 1. For blue' }]);
  });

  it('look at what comes after the one before, and since the last action', async () => {
    expect(await fails([{ says: 'press 1' }, { says: 'For red' }])).toBe(
      '1 “For red” is said: The call waits for the caller.',
    );
    expect(await fails([{ press: '1' }, { says: 'Good day' }])).toBe('1 “Good day” is said: The call was over.');
  });

  it('are met at once, so that a caller can hang up in the middle', async () => {
    const { seconds } = await passes([{ says: 'For red' }, { hangUp: true }, { endsAt: 'ask' }]);
    expect(seconds).toBeLessThan(5);
  });

  it('know what plays, with and without the query', async () => {
    await passes([{ plays: '/tune.mp3' }, { says: 'For red' }]);
    await passes([{ plays: 'tune.mp3?v=1' }]);
    expect(await fails([{ plays: 'other.mp3' }])).toMatch(/^0 …other\.mp3 plays/);
  });

  it('know who is dialled', async () => {
    await passes([{ press: '2' }, { dialled: 'answer' }, { dials: '+15550100141' }, { endsAt: 'ring' }]);
    expect(await fails([{ press: '2' }, { dials: '+15550100149' }, { at: 'bye' }])).toBe(
      '1 +15550100149 is dialled: The call was over.',
    );
  });

  it('read variables and results once what the caller did has been taken in', async () => {
    await passes(
      [
        { variable: 'colour', is: 'none' },
        { press: '1' },
        { variable: 'colour', is: 'red' },
        { variable: 'blocks.ask.Digits', is: 1 },
        { variable: 'call.From', is: '+15550100177' },
      ],
      { from: '+15550100177' },
    );
    expect(await fails([{ press: '1' }, { variable: 'colour', is: 'none' }])).toBe(
      '1 colour is "none": The call was over.',
    );
    expect(await fails([{ say: 'red' }, { variable: 'colour', is: 'none' }])).toMatch(/^1 colour is "none"/);
    expect(await fails([{ variable: 'toString', is: '' }])).toMatch(/^0 toString is ""/);
  });

  it('read what is in objects and lists', async () => {
    const order = { items: [{ name: 'Soup', hot: true }], total: 12.5 };
    const work = block(
      'function',
      { code: 'return { totals: [7] }', keep: [{ variable: 'kept', path: 'result' }] },
      { done: 'bye', failed: 'bye' },
    );
    const document: FlowDocument = {
      ...flow,
      variables: { order: { type: 'object', initial: order }, kept: { type: 'object' } },
      settings: { typedVariables: true },
      blocks: { start: block('start', { on: 'incoming-call' }, { next: 'work' }), work, bye: block('hangup', {}) },
    };
    const steps: CallStep[] = [
      { variable: 'order.items[0].name', is: 'Soup' },
      { variable: 'order.items.first.hot', is: true },
      { variable: 'order.items', is: '[{"name":"Soup","hot":true}]' },
      { variable: 'blocks.work.result.totals[0]', is: 7 },
      { variable: 'kept.totals.size', is: 1 },
    ];
    const test: CallTest = { name: 'Order', steps, functions: { work: { totals: [7] } } };
    expect(checkFlow({ ...document, tests: [test] }, blockTypes)).toEqual([]);
    expect(await runTest(test, { flow: document, types: blockTypes })).toMatchObject({ passed: true });
    const wrong = { ...test, steps: [{ variable: 'order.items[1].name', is: 'Soup' }] };
    expect(await runTest(wrong, { flow: document, types: blockTypes })).toMatchObject({ passed: false });
  });

  it('know the block that acts, also one that was left again', async () => {
    await passes([{ at: 'hello' }, { at: 'ask' }, { press: '1' }, { at: 'sent' }, { at: 'bye' }, { endsAt: 'bye' }]);
    expect(await fails([{ press: '1' }, { at: 'ask' }])).toMatch(/^1 the call is at block ask/);
    expect(await fails([{ endsAt: 'ask' }])).toBe('0 the call ends at block ask: The call waits for the caller.');
    expect(await fails([{ press: '1' }, { endsAt: 'ask' }])).toBe('1 the call ends at block ask: The call was over.');
  });

  it('do not take the fallback for an end', async () => {
    const why = await fails([{ press: '3' }, { says: 'something is broken' }, { endsAt: 'ask' }]);
    expect(why).toBe(
      '2 the call ends at block ask: The call was over. The flow failed: Exit "Loose" of "Which colour?" is not connected.',
    );
  });
});

describe('actions', () => {
  it('wait until the prompts have ended, unless they are to cut them', async () => {
    const [waited, cut] = await Promise.all([
      passes([{ press: '1' }, { at: 'bye' }]),
      passes([{ press: '1', during: true }, { at: 'bye' }]),
    ]);
    expect(cut.seconds).toBeLessThan(waited.seconds);
    expect(cut.path).toEqual(waited.path);
  });

  it('let speech be taken in before anything else is done', async () => {
    await passes([{ say: 'mauve' }, { press: '1' }, { variable: 'colour', is: 'red' }]);
    await passes([
      { say: 'blue please' },
      { dialled: 'busy' },
      { dials: '+15550100141' },
      { say: 'My message' },
      { press: '#' },
      { endsAt: 'bye' },
    ]);
  });

  it('are silent until something has given up', async () => {
    await passes([
      { silence: true },
      { says: 'Anybody there?' },
      { silence: true },
      { says: 'Goodbye' },
      { endsAt: 'bye' },
    ]);
    expect(await fails([{ press: '1' }, { says: 'Anybody there?' }])).toMatch(/The call was over\.$/);
  });

  it('let time pass', async () => {
    const { steps } = await passes([
      { says: 'Good day' },
      { wait: 60 },
      { says: 'Anybody there?' },
      { says: 'Goodbye' },
    ]);
    expect(steps[1]).toMatchObject({ ok: true, at: 60 });
  });

  it('prepare phones, before they ring and while they do', async () => {
    for (const dialled of ['busy', 'no-answer', 'fail'] as const) {
      await passes([{ press: '2' }, { dialled }, { dials: '+15550100141' }, { at: 'tape' }]);
      await passes([{ press: '2' }, { dials: '+15550100141' }, { dialled }, { at: 'tape' }]);
    }
    const { seconds } = await passes([{ press: '2' }, { dialled: 'answer', after: 5, talks: 100 }, { endsAt: 'ring' }]);
    expect(seconds).toBeGreaterThan(105);
    await passes([{ press: '2' }, { dialled: 'busy', to: '+15550100999' }, { endsAt: 'ring' }]);
  });

  it('hang up when something listens', async () => {
    await passes([{ press: '2' }, { dialled: 'busy' }, { hangUp: true, listening: true }, { endsAt: 'tape' }]);
    const { path } = await passes([{ press: '2' }, { hangUp: true, listening: true }, { endsAt: 'ring' }]);
    expect(path.at(-1)).toEqual({ block: 'ring', exit: 'completed' });
  });

  it('fail where the call is over', async () => {
    expect(await fails([{ press: '1' }, { says: 'Goodbye' }, { press: '1' }])).toBe(
      '2 the caller presses 1: The call was over.',
    );
    expect(await fails([{ hangUp: true }, { hangUp: true }])).toBe('1 the caller hangs up: The call was over.');
  });
});

describe('a test', () => {
  it('comes in when it says, hears files as long as it says', async () => {
    const { seconds } = await passes([{ silence: true }, { hangUp: true }], { media: { 'tune.mp3?v=1': 100 } });
    expect(seconds).toBeGreaterThan(100);
    const { transcript } = await passes([], { at: '2026-07-01T09:00:00Z' });
    expect(transcript[0]?.at).toBe(Date.UTC(2026, 6, 1, 9));
  });

  it('tells step, expectation, what was heard, block and time', async () => {
    const { failure, steps } = await run([{ says: 'Good day' }, { silence: true }, { says: 'Green' }, { press: '1' }]);
    expect(steps.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(failure && describeFailure(failure)).toMatch(
      /^Step 3, after [\d.]+ s at block “Which colour\?” \(ask\): expected that “Green” is said\. The call waits for the caller\.\nHeard:\n/,
    );
    expect(failure?.heard).toEqual(
      expect.arrayContaining(['plays https://example.com/tune.mp3?v=1', 'No input', '“Anybody there?”']),
    );
  });

  it('ends by itself where nobody says a word any more', async () => {
    const endless: FlowDocument = {
      ...flow,
      blocks: {
        start: block('start', { on: 'incoming-call' }, { next: 'ask' }),
        ask: block('gather', { prompts: [{ say: 'Well?' }] }, { input: 'ask', noInput: 'ask' }),
      },
    };
    const result = await runTest({ name: 'Endless', steps: [{ says: 'Well' }] }, { flow: endless, types: blockTypes });
    expect(result.passed).toBe(true);
    expect(result.transcript.at(-1)?.text).toBe('The caller hung up.');
  });
});

describe('a conversation by text', () => {
  const texts: FlowDocument = {
    ...flow,
    variables: {},
    blocks: {
      start: block('start', { on: 'incoming-message' }, { next: 'ask' }),
      ask: block('waitMessage', { body: 'Which colour?', minutes: 60 }, { answered: 'look' }, 'Which colour?'),
      look: block(
        'condition',
        {
          branches: [
            {
              id: 'picture',
              label: '',
              variable: 'message.MediaContentType0',
              operator: 'starts_with',
              value: 'image/',
            },
            { id: 'red', label: '', variable: 'message.Body', operator: 'is_word_of', value: 'red' },
          ],
        },
        { picture: 'seen', red: 'taken', otherwise: 'quiet' },
      ),
      quiet: block('waitMessage', {}, { answered: 'look' }),
      seen: block('message', { body: 'A fine picture.' }),
      taken: block('message', { body: 'Red, {{ message.From }}.' }),
    },
  };
  const write = (steps: readonly CallStep[], more: Partial<CallTest> = {}) =>
    runTest({ name: 'A test', steps: [...steps], ...more }, { flow: texts, types: blockTypes });

  it('is one session, message by message, with the transcript of both sides', async () => {
    const result = await write(
      [
        { write: 'Hello' },
        { sends: 'Which colour?', to: 'whatsapp:+15550100177' },
        { at: 'ask' },
        { write: 'Green' },
        { at: 'quiet' },
        { wait: 3600 },
        { write: 'RED!' },
        { sends: 'Red, whatsapp:+15550100177.' },
        { variable: 'message.Body', is: 'RED!' },
        { endsAt: 'taken' },
      ],
      { from: 'whatsapp:+15550100177', to: 'whatsapp:+15550100100' },
    );
    expect(result.failure && describeFailure(result.failure)).toBeUndefined();
    expect(result).toMatchObject({ passed: true, seconds: 3600 });
    expect(result.transcript.map(({ who, text }) => `${who}: ${text}`)).toEqual([
      'caller: Writes “Hello”',
      'app: Message to whatsapp:+15550100177: Which colour?',
      'caller: Writes “Green”',
      'caller: Writes “RED!”',
      'app: Message to whatsapp:+15550100177: Red, whatsapp:+15550100177.',
    ]);
    expect(result.path.map((step) => step.block).join(' ')).toBe('start ask ask look quiet quiet look taken');
  });

  it('takes files, and begins anew after the time to answer', async () => {
    expect((await write([{ write: 'Hi' }, { write: '', file: 'image/png' }, { sends: 'fine picture' }])).passed).toBe(
      true,
    );
    const late = await write([
      { write: 'Hi' },
      { wait: 3601 },
      { write: 'red' },
      { sends: 'Which colour?' },
      { at: 'ask' },
    ]);
    expect(late.passed).toBe(true);
  });

  it('says what went another way', async () => {
    const { failure } = await write([{ write: 'Hi' }, { write: 'red' }, { sends: 'Blue' }]);
    expect(failure && describeFailure(failure)).toBe(
      [
        'Step 3, after 0 s at block “Text reply (Red, {{ message.From }})” (taken): expected that “Blue” is sent. The conversation was over.',
        'Heard:',
        '  Message to +15550100199: Red, +15550100199.',
      ].join('\n'),
    );
    expect((await write([{ write: 'Hi' }, { press: '1' }])).failure?.why).toContain('nobody is on the phone');
  });
});
