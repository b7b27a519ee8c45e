import { expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CalledVersions } from '../../shared/engine/called-versions.ts';
import { type FlowWithCalled, wayName } from '../../shared/engine/way-to.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';

const named = (flow: FlowDocument, block: string, name: string): FlowDocument => ({
  ...flow,
  blocks: { ...flow.blocks, [block]: { ...flow.blocks[block], name } as FlowDocument['blocks'][string] },
});
const ask = (name: string) => named(askFlow('Which?'), 'key', name);
const called: CalledVersions = {
  calls: { ask: 2 },
  versions: [1, 2].map((version) => ({ flow: 'ask', version, document: ask(`Key ${version}`), calls: {} })),
};
/** There is another Say in that flow. */
const SAY = 'Say (Hello, customer {{ blocks.who.number…)';
const nameOf = (id: string, where: Partial<FlowWithCalled> = {}) =>
  wayName(id, { flow: named(callingFlow, 'who', 'Ask who'), called, ...where }, blockTypes);

test('a block of a called flow is named through the one that calls it, as the version that is gone through names it', () => {
  expect(['hello', 'who', 'who.key', 'who.keep'].map((id) => nameOf(id))).toEqual([
    SAY,
    'Ask who',
    'Ask who › Key 2',
    'Ask who › Set variables',
  ]);
});

test('what is not known stays as it is', () => {
  expect(['gone', 'who.gone', 'hello.key', 'who.key.more'].map((id) => nameOf(id))).toEqual([
    'gone',
    'Ask who › gone',
    `${SAY} › key`,
    'Ask who › Key 2 › more',
  ]);
  expect(nameOf('who.key', { called: undefined })).toBe('Ask who › key');
});

test('a flow that calls itself is found by its own id, and a version that does by its own number', () => {
  const who = { ...callingFlow.blocks.who, name: 'Again', props: { flow: 'main' } } as FlowDocument['blocks'][string];
  const flow = { ...callingFlow, blocks: { ...callingFlow.blocks, who } };
  expect(nameOf('who.who.hello', { flow, self: 'main' })).toBe(`Again › Again › ${SAY}`);
  const versions = [{ flow: 'main', version: 4, document: flow, calls: { main: 4 } }];
  expect(nameOf('who.who.hello', { flow, called: { calls: { main: 4 }, versions } })).toBe(`Again › Again › ${SAY}`);
});
