import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';

const block = (type: string, props: FlowBlock['props'], exits: FlowBlock['exits'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});
const say = (text: string, next?: string): FlowBlock =>
  block('say', { prompts: [{ say: text }] }, next === undefined ? {} : { next });

const flow: FlowDocument = {
  version: 1,
  name: 'Logic',
  settings: { timezone: 'America/New_York' },
  variables: {},
  blocks: {
    start: block('start', { on: 'incoming-call' }, { next: 'hours' }),
    hours: block('hours', { week: { mon: [{ from: '09:00', to: '17:00' }] } }, { open: 'ask', closed: 'closed' }),
    closed: say('We open {{ blocks.hours.nextOpeningDay }} at {{ blocks.hours.nextOpeningTime }}.'),
    ask: block(
      'gather',
      { prompts: [{ say: 'Extension?' }], input: ['dtmf'], numDigits: 3, timeout: 3 },
      { input: 'find', noInput: 'again' },
    ),
    again: block('loop', { times: 2 }, { again: 'ask', done: 'bye' }),
    find: block('lookup', { table: 'people', key: '{{ blocks.ask.Digits }}' }, { found: 'note', notFound: 'again' }),
    note: block('log', { message: 'Found {{ blocks.find.name }}' }, { next: 'hello' }),
    hello: say('Hello {{ blocks.find.name }}.'),
    bye: say('That was {{ blocks.again.count }} times too many.'),
  },
  layout: {},
  tables: { people: { columns: ['extension', 'name'], rows: [['101', 'Ada']] } },
  tests: [],
};

test.each([
  ['out of hours', '2026-06-06T12:00:00-04:00', [{ says: 'We open Monday at 9:00 AM' }, { endsAt: 'closed' }]],
  [
    'a wrong extension, then a right one',
    '2026-06-08T12:00:00-04:00',
    [
      { press: '999' },
      { says: 'Extension' },
      { press: '101' },
      { happens: 'log', of: 'Found Ada' },
      { says: 'Hello Ada' },
    ],
  ],
  [
    'silence until the loop is done',
    '2026-06-08T12:00:00-04:00',
    [{ silence: true }, { silence: true }, { silence: true }, { says: 'That was 2 times too many' }, { endsAt: 'bye' }],
  ],
])('a call with hours, a loop, a table and a log: %s', async (name, at, steps) => {
  const result = await runTest({ name, at, steps } as unknown as CallTest, { flow, types: blockTypes });
  expect(result.failure).toBeUndefined();
});
