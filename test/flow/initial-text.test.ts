import { expect, it } from 'vitest';
import { readInitial } from '../../shared/flow/initial-text.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { VariableType } from '../../shared/flow/types.ts';

it.each<[VariableType, string, unknown]>([
  ['object', '  ', undefined],
  ['object', '{"a": [1]}', { a: [1] }],
  ['list', '[{"a": null}]', [{ a: null }]],
])('reads %s %j', (type, text, value) => {
  expect(readInitial(type, text)).toEqual({ value });
});

it.each<[VariableType, string, RegExp]>([
  ['object', '{"a": }', /^This is not JSON: Unexpected token/],
  ['object', '{a: 1}', /^This is not JSON: .*\.$/],
  ['object', '[1]', /^This is a list; expected an object in JSON/],
  ['object', 'null', /^This is null; expected an object/],
  ['list', '{}', /^This is an object; expected a list in JSON/],
  ['list', '"a"', /^This is a text; expected a list/],
  ['list', '5', /^This is a number; expected a list/],
  ['list', 'true', /^This is a yes or no; expected a list/],
  ['list', '['.repeat(30_000) + ']'.repeat(30_000), /^This is nested more than 29 levels deep/],
])('says what is wrong with %s %j', (type, text, why) => {
  expect(readInitial(type, text)).toEqual({ problem: expect.stringMatching(why) });
});

it('takes nothing that a document cannot hold', () => {
  const read = readInitial('list', '['.repeat(29) + ']'.repeat(29));
  if ('problem' in read) throw new Error(read.problem);
  const flow = { version: 1, name: 'Deep', variables: { deep: { type: 'list', initial: read.value } } };
  expect(parseFlow(flow, new Map())).toMatchObject({ ok: true });
});
