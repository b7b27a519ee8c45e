import { describe, expect, test } from 'vitest';
import { readFlow } from '../../../shared/document.ts';
import { exportStudio } from '../../../shared/export/studio/export-studio.ts';
import { OPERATORS } from '../../../shared/fields/compare.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';
import { writeFlow } from '../../../shared/flow/write.ts';
import { corpus, flowOf, imported, noCorpus, ownDocuments, state } from './support/documents.ts';
import { meaningOf } from './support/meaning.ts';

describe('Studio → flow → Studio', () => {
  test.each(Object.entries(ownDocuments))('%s comes back as it went', (_name, text) => comesBack(text));

  describe('a split by each way to compare', () => {
    test.each(STUDIO_OPERATORS.map((operator) => [operator] as const))('%s', (operator) => {
      // Those that are still to come here ask somebody to choose.
      if (!(OPERATORS as readonly string[]).includes(operator)) return;
      const { flow, report } = imported(splitBy(operator));
      expect(report.states.find(({ name }) => name === 'split')?.fate).toBe('exact');
      expect(flow.blocks.split?.props.branches).toMatchObject([{ operator, variable: 'call.From' }]);
      comesBack(splitBy(operator));
    });
  });

  test('leaves nothing beside the flow where blocks hold it all', () => {
    const said = state(
      'hello',
      'say-play',
      { say: 'Hello', voice: 'default', language: 'en-US', loop: 1 },
      { audioComplete: '' },
    );
    const { states, ...rest } = JSON.parse(flowOf([said])) as {
      readonly states: readonly { transitions: unknown[] }[];
    };
    const more = ['incomingMessage', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'];
    states[0]?.transitions.push(...more.map((event) => ({ event })));
    expect(imported(JSON.stringify({ ...rest, states })).flow.studio).toBeUndefined();
  });

  test('properties and transitions come back as they were given, defaults or not', () => {
    const dial = { noun: 'number', to: '+15550100111', caller_id: '{{contact.channel.address}}', timeout: '30' };
    const at = (y: number) => ({ offset: { x: 0, y } });
    const states = [
      state('ring', 'connect-call-to', { ...dial, ...at(200) }, { callCompleted: 'tell' }),
      state(
        'tell',
        'send-message',
        { body: 'Hi', to: '{{contact.channel.address}}', media_url: '', ...at(400) },
        { sent: 'ask' },
      ),
      state(
        'ask',
        'gather-input-on-call',
        { say: 'One?', finish_on_key: '', hints: '', ...at(600) },
        { keypress: 'flex' },
      ),
      state(
        'flex',
        'send-to-flex',
        { workflow: 'WW1', channel: 'TC1', ...at(800) },
        { callComplete: '', callFailure: '' },
      ),
    ];
    comesBack(flowOf(states));
    const { flow } = imported(flowOf(states));
    expect(stateOf(flow, 'ring')?.properties).toMatchObject(dial);
    expect(stateOf(flow, 'ring')?.transitions).toEqual([{ event: 'callCompleted', next: 'tell' }]);
    expect(stateOf(flow, 'tell')?.properties).not.toHaveProperty('service');
    expect(stateOf(flow, 'tell')?.properties.media_url).toBe('');
    expect(stateOf(flow, 'flex')).toMatchObject({
      properties: { workflow: 'WW1', channel: 'TC1', offset: expect.anything() as unknown },
      transitions: [{ event: 'callComplete' }, { event: 'callFailure' }],
    });
    expect(Object.keys(stateOf(flow, 'flex')?.properties ?? {}).sort()).toEqual(['channel', 'offset', 'workflow']);
    expect(stateOf(flow, 'Trigger')?.transitions).toEqual([{ event: 'incomingCall', next: 'ring' }]);
  });

  test('what a widget left out is told once the flow or the block says it', () => {
    const given = flowOf([
      state('hello', 'gather-input-on-call', { say: 'Hello', finish_on_key: '' }, { keypress: '' }),
      state('bye', 'say-play', { say: 'Bye' }, { audioComplete: '' }),
    ]);
    const { flow } = imported(given);
    const { hello, bye } = flow.blocks as Record<string, FlowBlock>;
    expect(stateOf({ ...flow, settings: { language: 'de-DE' } }, 'hello')?.properties.language).toBe('de-DE');
    const props = { ...hello?.props, finishOnKey: '*', timeout: 9 };
    const changed = { ...flow, blocks: { ...flow.blocks, hello: { ...hello, props, exits: { noInput: 'bye' } }, bye } };
    const found = stateOf(changed as FlowDocument, 'hello');
    expect(found?.properties).toMatchObject({ timeout: 9, finish_on_key: '*' });
    expect(found?.transitions).toContainEqual({ event: 'timeout', next: 'bye' });
    expect(found?.properties).not.toHaveProperty('voice');
  });

  test('an event that nothing here knows comes back, too', () => {
    const properties = { say: 'Hello', offset: { x: 0, y: 200 } };
    comesBack(flowOf([state('hello', 'say-play', properties, { audioComplete: '', odd: 'hello' })]));
  });

  test('keeps what Studio alone knows when the block is changed', () => {
    const { flow } = imported(ownDocuments['connections.json'] ?? '');
    const flex = flow.blocks.flex;
    const changed = {
      ...flow,
      blocks: { ...flow.blocks, flex: { ...flex, props: { ...flex?.props, task: '{"type": "other"}' } } },
    };
    const found = stateOf(changed as FlowDocument, 'flex');
    expect(found).toMatchObject({
      type: 'send-to-flex',
      properties: { channel: 'TC00000000000000000000000000000001', attributes: '{"type": "other"}', priority: '10' },
    });
  });

  test('forgets what was written where the block says something else by now', () => {
    const text = flowOf([
      state('tell', 'set-variables', { variables: [{ key: 'a', value: '1' }] }, { next: 'all' }),
      state('all', 'set-variables', { variables: [{ key: 'a', value: '{{flow.variables}}' }] }, { next: '' }),
    ]);
    const { flow } = imported(text);
    expect(stateOf(flow, 'all')?.properties.variables).toEqual([{ key: 'a', value: '{{flow.variables}}' }]);
    const assignments = [{ name: 'a', value: '{{ call.From }}' }];
    const changed = {
      ...flow,
      blocks: { ...flow.blocks, all: { type: 'set', name: 'all', props: { assignments }, exits: {} } },
    };
    expect(stateOf(changed, 'all')?.properties.variables).toEqual([{ key: 'a', value: '{{ trigger.call.From }}' }]);
  });
});

describe.skipIf(corpus === undefined)(`flows that others wrote${corpus ? '' : ` (skipped: ${noCorpus})`}`, () => {
  test.each(Object.entries(corpus ?? { none: '' }))('%s comes back as it went', (_name, text) => comesBack(text));
});

/** https://www.twilio.com/docs/studio/widget-library/split-based-on */
const STUDIO_OPERATORS = [
  ...['equal_to', 'not_equal_to', 'matches_any_of', 'does_not_match_any_of', 'is_blank', 'is_not_blank', 'regex'],
  ...['contains', 'does_not_contain', 'starts_with', 'does_not_start_with', 'less_than', 'greater_than'],
  ...['is_before_time', 'is_after_time', 'is_before_date', 'is_after_date'],
];

function splitBy(type: string): string {
  const value = type.endsWith('time')
    ? '12:00'
    : type.endsWith('date')
      ? '2026-01-31'
      : type.endsWith('blank')
        ? ''
        : '12';
  const conditions = [{ friendly_name: 'It holds', arguments: ['{{trigger.call.From}}'], type, value }];
  const transitions = [{ event: 'noMatch' }, { event: 'match', next: 'split', conditions }];
  return flowOf([
    {
      name: 'split',
      type: 'split-based-on',
      transitions,
      properties: { input: '{{trigger.call.From}}', offset: { x: 0, y: 200 } },
    },
  ]);
}

function comesBack(text: string): void {
  const { flow } = imported(text);
  // As it is once it was saved.
  const read = readFlow(writeFlow(flow));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const result = exportStudio(read.flow);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  expect(meaningOf(JSON.stringify(result.definition))).toEqual(meaningOf(text));
}

function stateOf(flow: FlowDocument, name: string) {
  const result = exportStudio(flow);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  return result.definition.states.find((one) => one.name === name);
}
