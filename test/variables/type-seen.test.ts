import { expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { typeSeen } from '../../shared/variables/type-seen.ts';

const block = (type: string, props: FlowBlock['props']): FlowBlock => ({ type, props, exits: {} });
const set = (value: string) => block('set', { assignments: [{ name: 'it', value }] });
const answer = (path: string) => block('http', { responses: [{ variable: 'it', path }] });
const seen = (...blocks: readonly FlowBlock[]) =>
  typeSeen('it', { blocks: { ...blocks } } as unknown as FlowDocument, blockTypes);

it.each<[string, readonly FlowBlock[]]>([
  ['number', [set('5'), set(' -0.5 ')]],
  ['string', [set('007')]],
  ['string', [set('15550100199')]],
  ['string', [set('+15550100199')]],
  ['string', [set('{{ blocks.menu.Digits }}')]],
  ['string', [set('5'), set('five')]],
  ['boolean', [set('true'), set('false')]],
  ['object', [set('{"a": 1}'), answer('json')]],
  ['list', [set('[1, 2]')]],
  ['number', [answer('status')]],
  ['string', [answer('json.name')]],
  ['string', [answer('body')]],
  ['string', [block('set', { assignments: [{ name: 'other', value: '5' }] })]],
  ['string', []],
])('%s', (type, blocks) => {
  expect(seen(...blocks)).toBe(type);
});
