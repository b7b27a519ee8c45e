import { describe, expect, test } from 'vitest';
import { exportStudio } from '../../shared/export/studio/export-studio.ts';
import type { FlowBlock, FlowDocument, Json } from '../../shared/flow/types.ts';
import { templates } from '../../shared/templates/index.ts';
import { imported, ownDocuments } from '../import/studio/support/documents.ts';

/** A flow that a call enters at the first of these blocks. */
function flowOf(blocks: Readonly<Record<string, FlowBlock>>, more: Partial<FlowDocument> = {}): FlowDocument {
  const [first = ''] = Object.keys(blocks);
  const start: FlowBlock = { type: 'start', props: { on: 'incoming-call' }, exits: { next: first } };
  const empty = { version: 1, name: 'Line', settings: {}, variables: {}, layout: {}, tests: [] } as const;
  return { ...empty, blocks: { start, ...blocks }, ...more };
}

const bye: FlowBlock = { type: 'hangup', props: {}, exits: {} };
const said = (say: string, next?: string): FlowBlock => ({
  type: 'say',
  props: { prompts: [{ say }] },
  exits: next === undefined ? {} : { next },
});

function reasonsOf(flow: FlowDocument): readonly string[] {
  const result = exportStudio(flow);
  return result.ok ? [] : result.reasons.map(({ message }) => message);
}

function statesOf(flow: FlowDocument) {
  const result = exportStudio(flow);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  return result.definition.states;
}

test('a variable that keeps its type is none of Studio’s', () => {
  const set: FlowBlock = {
    type: 'set',
    props: { assignments: [{ name: 'count', value: '5' }] },
    exits: { next: 'bye' },
  };
  const flow = (settings: FlowDocument['settings']) =>
    flowOf({ set, bye }, { settings, variables: { count: { type: 'number' }, word: { type: 'string' } } });
  expect(reasonsOf(flow({ typedVariables: true }))).toEqual([
    'The variable “count” keeps its type; in Studio what is set is a text.',
  ]);
  expect(reasonsOf(flow({}))).toEqual([]);
});

describe('what Studio can', () => {
  test('a hang-up is a branch that ends', () => {
    expect(statesOf(flowOf({ hello: said('Hello', 'bye'), bye }))).toMatchObject([
      { name: 'Trigger', type: 'trigger' },
      { name: 'hello', type: 'say-play', transitions: [{ event: 'audioComplete' }], properties: { say: 'Hello' } },
    ]);
  });

  test('a flow that is run is known to Studio by its SID, which somebody has to put there', () => {
    const ask: FlowBlock = { type: 'subflow', name: 'Ask who', props: { flow: 'ask' }, exits: { done: 'bye' } };
    const result = exportStudio(flowOf({ ask, bye }));
    if (!result.ok) throw new Error(JSON.stringify(result.reasons));
    expect(result.definition.states[1]).toMatchObject({ type: 'run-subflow', properties: { flow_sid: 'ask' } });
    expect(result.needs).toEqual([
      { block: 'ask', message: expect.stringContaining('“Ask who” runs another flow, which Studio knows by a SID') },
    ]);
    // What came from Studio and is as it was still has it.
    const { flow } = imported(ownDocuments['data.json'] as string);
    const back = exportStudio(flow);
    expect(back.ok && back.needs).toEqual([]);
    expect(JSON.stringify(back)).toContain('"flow_sid":"FW00000000000000000000000000000001"');
  });

  test('several prompts are widgets one behind the other', () => {
    const prompts: Json[] = [
      { say: 'One' },
      { play: 'https://example.com/two.mp3' },
      { say: 'Three', language: 'en-GB' },
    ];
    const many: FlowBlock = { type: 'say', name: 'many', props: { prompts }, exits: { next: 'last' } };
    const states = statesOf(flowOf({ many, last: said('Last') }));
    expect(states.map(({ name, transitions }) => [name, transitions[0]?.next])).toEqual([
      ['Trigger', undefined],
      ['many', 'many_2'],
      ['many_2', 'many_3'],
      ['many_3', 'last'],
      ['last', undefined],
    ]);
    expect(states[0]?.transitions.find(({ event }) => event === 'incomingCall')?.next).toBe('many');
  });

  test('the account’s credentials are a tick in Studio, other ones it cannot keep', () => {
    const ask = (props: Record<string, Json>): FlowDocument =>
      flowOf({ ask: { type: 'http', props: { method: 'GET', url: 'https://example.com/', ...props }, exits: {} } });
    const secrets = { username: '{{ secrets.twilioAccountSid }}', password: '{{ secrets.twilioAuthToken }}' };
    expect(statesOf(ask({ auth: 'basic', ...secrets }))[1]?.properties.add_twilio_auth).toBe(true);
    expect(reasonsOf(ask({ auth: 'basic', ...secrets, password: '{{ secrets.other }}' })).length).toBeGreaterThan(0);
  });

  test('names become names that Studio takes, each once', () => {
    const names = ['Main menu', 'hello', 'hello', '1st', 'a.b'];
    const blocks = Object.fromEntries(names.map((name, index) => [`b${index}`, { ...said('x'), name }]));
    const found = statesOf(flowOf(blocks)).map(({ name }) => name);
    expect(found).toEqual(['Trigger', 'b0', 'hello', 'hello_2', 'b3', 'b4']);
  });

  test('texts get Studio’s names', () => {
    const set: FlowBlock = {
      type: 'set',
      props: { assignments: [{ name: 'count', value: '1' }] },
      exits: { next: 'ask' },
    };
    const ask: FlowBlock = {
      type: 'gather',
      props: { prompts: [{ say: 'x' }] },
      exits: { input: 'say', noInput: 'bye' },
    };
    const say = said('{{ call.From }} {{ count | plus: 1 }} {{ order }} {{ blocks.ask.Digits }}');
    const states = statesOf(
      flowOf({ set, ask, say, bye }, { variables: { count: { type: 'number' }, order: { type: 'string' } } }),
    );
    expect(states.find(({ name }) => name === 'say')?.properties.say).toBe(
      '{{ trigger.call.From }} {{ flow.variables.count | plus: 1 }} {{ flow.data.order }} {{ widgets.ask.Digits }}',
    );
  });

  test.each([
    ['^abc$', 'abc'],
    ['^(?:a|b)$', 'a|b'],
    ['abc', '.*(?:abc).*'],
    ['^a|b$', '.*(?:^a|b$).*'],
    // A dollar sign that is meant as one.
    ['^5\\$', '.*(?:^5\\$).*'],
  ])('the pattern %s, which is looked for in a text, is one for the whole of it', (value, pattern) => {
    const branches: Json[] = [{ id: 'a', label: '', variable: 'call.From', operator: 'regex', value }];
    const states = statesOf(flowOf({ if: { type: 'condition', props: { branches }, exits: {} } }));
    const matches = states.flatMap(({ transitions }) => transitions.flatMap(({ conditions }) => conditions ?? []));
    expect(matches.map((condition) => condition.value)).toEqual([pattern]);
  });

  test('what is exported can be imported', () => {
    const result = exportStudio(flowOf({ hello: said('Hello', 'bye'), bye }));
    expect(result.ok && imported(JSON.stringify(result.definition)).report.counts).toEqual({
      exact: 2,
      approximated: 0,
      needsYou: 0,
    });
  });
});

describe('what Studio cannot', () => {
  test.each<[string, Readonly<Record<string, FlowBlock>>, string]>([
    [
      'a block that it has not',
      { wait: { type: 'pause', props: {}, exits: {} } },
      '“Pause” does what no widget of Studio does.',
    ],
    [
      'an attribute that it has not',
      {
        ring: {
          type: 'dial',
          props: { targets: [{ kind: 'number', to: '+15550100111' }], answerOnBridge: true },
          exits: {},
        },
      },
      '“Dial” sets “',
    ],
    [
      'outcomes that are one event there',
      {
        ring: {
          type: 'dial',
          props: { targets: [{ kind: 'number', to: '+15550100111' }] },
          exits: { noAnswer: 'a', busy: 'b', failed: 'a' },
        },
        a: said('a'),
        b: said('b'),
      },
      '“Dial” leads to different places by completed, noAnswer, busy, failed; for Studio’s widget that is one event, callCompleted.',
    ],
    [
      'an exit that is no event there',
      {
        agent: { type: 'agent', props: { url: 'wss://example.com' }, exits: { hungUp: 'a', failed: 'a' } },
        a: said('a'),
      },
      '“AI agent” goes on by its exit hungUp, and Studio’s widget has no such event.',
    ],
    ['a name of ours', { hello: said('{{ env.line }}') }, '“Say” uses env.line, and Studio knows no such thing.'],
    [
      'words compared forgivingly',
      {
        if: {
          type: 'condition',
          props: { branches: [{ id: 'a', label: '', variable: 'call.From', operator: 'is_word_of', value: 'x' }] },
          exits: {},
        },
      },
      '“Condition” compares words without regard to punctuation.',
    ],
    [
      'texts compared as people mean them',
      {
        if: {
          type: 'condition',
          props: {
            branches: [{ id: 'a', label: '', variable: 'call.SpeechResult', operator: 'equal_to', value: 'yes' }],
            forgiving: true,
          },
          exits: {},
        },
      },
      '“Condition” compares as people mean it, without regard to punctuation; untick that.',
    ],
  ])('%s', (_name, blocks, message) => {
    expect(reasonsOf(flowOf(blocks)).join('\n')).toContain(message);
  });

  test.each(templates.map(({ id, document }) => [id, document] as const))(
    'the template %s is exported or refused',
    (_id, document) => {
      const result = exportStudio(document);
      if (!result.ok) expect(result.reasons.every(({ message }) => message !== '')).toBe(true);
    },
  );
});
