import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkCalledFlows, returnsOf } from '../../shared/check/called-flows.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';

const ask = askFlow('Which?');

function told(props: Record<string, unknown>, documents: Readonly<Record<string, FlowDocument | undefined>> = { ask }) {
  const { blocks } = callingFlow;
  const who = { ...blocks.who, props: { ...blocks.who?.props, ...props } } as FlowDocument['blocks'][string];
  const flow = { ...callingFlow, blocks: { ...blocks, who } };
  const known = { self: 'main', ids: Object.keys(documents), document: (id: string) => documents[id] };
  return checkCalledFlows(flow, blockTypes, known).map(({ code, severity, path, message }) => ({
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

test('a flow may call itself', () => {
  expect(told({ flow: 'main', parameters: [], outcomes: [] }).map(({ code }) => code)).toEqual([]);
});
