import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkCalledFlows, type KnownFlows, returnsOf } from '../../shared/check/called-flows.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';

const ask = askFlow('Which?');

/** @param calls what their versions call */
function knownBy(
  documents: Readonly<Record<string, FlowDocument | undefined>>,
  calls: Readonly<Record<string, readonly string[]>> = {},
): KnownFlows {
  const pins = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));
  const versions = Object.entries(documents).flatMap(([flow, document]) =>
    document ? [{ flow, version: 1, document, calls: pins(calls[flow] ?? []) }] : [],
  );
  return {
    self: 'main',
    ids: Object.keys(documents),
    called: { calls: pins(versions.map(({ flow }) => flow)), versions },
  };
}

function told(props: Record<string, unknown>, documents: Readonly<Record<string, FlowDocument | undefined>> = { ask }) {
  const { blocks } = callingFlow;
  const who = { ...blocks.who, props: { ...blocks.who?.props, ...props } } as FlowDocument['blocks'][string];
  const flow = { ...callingFlow, blocks: { ...blocks, who } };
  return checkCalledFlows(flow, blockTypes, knownBy(documents)).map(({ code, severity, path, message }) => ({
    code: `${severity} ${code}`,
    path,
    message,
  }));
}

test('a call that fits has no problems', () => {
  expect(told({})).toEqual([]);
  expect(returnsOf(ask, blockTypes)).toEqual(['done', 'unknown']);
});

test.each([
  [{ flow: 'aks' }, 'error unknown-flow', '', 'Did you mean "ask"?'],
  [{ parameters: [{ name: 'wath', value: '1' }] }, 'warning unknown-parameter', '[0].name', 'no parameter "wath"'],
  [{ parameters: [{ name: 'number', value: '1' }] }, 'warning unknown-parameter', '[0].name', 'no parameter "number"'],
  [{ outcomes: ['unknown', 'closed'] }, 'warning unused-outcome', '', 'gives "closed"'],
  [{ outcomes: [] }, 'warning unlisted-outcome', '', 'can end with "unknown"'],
])('%j is told', (props, code, path, words) => {
  expect(told(props)).toEqual([{ code, path, message: expect.stringContaining(words) }]);
});

test('a flow without a published version cannot be called', () => {
  expect(told({}, { ask: undefined })).toMatchObject([{ code: 'error unpublished-call' }]);
});

test('a flow may call itself, and knows what it gives back', () => {
  expect(told({ flow: 'main', parameters: [], outcomes: [] }).map(({ code }) => code)).toEqual([
    'warning unknown-result',
  ]);
});

test('flows that run each other in a circle are an error that names the way', () => {
  const around = (calls: Readonly<Record<string, readonly string[]>>, self?: string) => {
    const known = { ...knownBy({ ask, hours: ask, main: callingFlow }, calls), self };
    return checkCalledFlows(callingFlow, blockTypes, known).map(({ code, block, message }) => [code, block, message]);
  };
  expect(around({ ask: ['hours'], hours: ['main'] }, 'main')).toEqual([
    ['call-circle', 'who', expect.stringContaining('main → ask → hours → main')],
  ]);
  expect(around({ ask: ['hours', 'ask'], hours: ['hours'] }, 'main')).toEqual([]);
  // Two ways to the same flow are none.
  expect(around({ ask: ['hours', 'line'], line: ['hours'] }, 'main')).toEqual([]);
  expect(around({ ask: ['hours'], hours: ['ask'] })).toEqual([
    ['call-circle', 'who', expect.stringContaining('ask → hours → ask')],
  ]);
});

test('a parameter without a first value that is not given is a warning', () => {
  const { initial: _, ...what } = ask.variables.what as { type: 'string'; initial?: string };
  const asking = { ...ask, variables: { ...ask.variables, what } };
  expect(told({ parameters: [] }, { ask: asking })).toEqual([
    { code: 'warning missing-parameter', path: '', message: expect.stringContaining('asks for "what"') },
  ]);
  expect(told({}, { ask: asking })).toEqual([]);
  expect(told({ parameters: [] })).toEqual([]);
  const boolean = { ...ask, variables: { ...ask.variables, what: { ...what, type: 'boolean' as const } } };
  expect(told({ parameters: [] }, { ask: boolean })).toEqual([]);
});

test('a text that reads what the called flow does not give back is a warning, with the nearest', () => {
  const say = (text: string) => ({
    ...callingFlow,
    blocks: { ...callingFlow.blocks, hello: { type: 'say', props: { prompts: [{ say: text }] }, exits: {} } },
  });
  const found = (text: string) =>
    checkCalledFlows(say(text), blockTypes, knownBy({ ask })).map(({ code, block, field, path, message }) => ({
      code,
      at: `${block}.${field}${path}`,
      message,
    }));
  expect(found('{{ blocks.who.number.first }} {{ blocks.who }} {{ blocks.whom.any }}')).toEqual([]);
  expect(found('{{ blocks.who.numbre }}')).toEqual([
    {
      code: 'unknown-result',
      at: 'hello.prompts[0].say',
      message: expect.stringContaining('Did you mean "blocks.who.number"?'),
    },
  ]);
  // What is the other flow's own is not given back.
  expect(found('{{ blocks.who.what }}')).toHaveLength(1);
});
