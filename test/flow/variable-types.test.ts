import { describe, expect, it } from 'vitest';
import { readCallVariables } from '../../shared/flow/call-variables.ts';
import { initialVariables } from '../../shared/flow/initial-variables.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { Json, VariableType } from '../../shared/flow/types.ts';
import { readValue } from '../../shared/flow/variable-types.ts';
import { writeFlow } from '../../shared/flow/write.ts';

describe('readValue', () => {
  it.each<[VariableType, Json, Json | undefined]>([
    ['string', 5, '5'],
    ['string', null, ''],
    ['string', { a: [true] }, '{"a":[true]}'],
    ['number', ' -12.50 ', -12.5],
    ['number', '0.30000000000000004', 0.30000000000000004],
    ['number', '1e-7', 1e-7],
    ['number', '', undefined],
    ['number', '5 apples', undefined],
    ['number', '1,000', undefined],
    ['number', '0x10', undefined],
    ['number', '1234567890123456', undefined],
    ['number', '1e999', undefined],
    ['number', true, undefined],
    ['number', [5], undefined],
    ['boolean', ' True', true],
    ['boolean', 'false', false],
    ['boolean', 'yes', undefined],
    ['boolean', 1, undefined],
    ['boolean', null, undefined],
    ['object', '{"name": "Ada"}', { name: 'Ada' }],
    ['object', '{"__proto__": {"x": 1}, "a": 1}', { a: 1 }],
    ['object', '[1]', undefined],
    ['object', 'null', undefined],
    ['object', '{name: 1}', undefined],
    ['object', '[object Object]', undefined],
    ['list', '["Ada"]', ['Ada']],
    ['list', '{}', undefined],
    ['list', 'Ada, Bo', undefined],
    ['list', `${'['.repeat(40)}${']'.repeat(40)}`, undefined],
  ])('%s from %j is %j', (type, value, expected) => {
    expect(readValue(type, value)).toEqual(expected);
  });
});

describe('first values', () => {
  const flow = (type: string, initial: unknown, settings: object = {}) => ({
    version: 1,
    name: 'Orders',
    settings,
    variables: { order: { type, ...(initial === undefined ? {} : { initial }) } },
    blocks: {},
  });
  const problems = (input: unknown) => {
    const parsed = parseFlow(input, new Map());
    return parsed.ok ? [] : parsed.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
  };
  const typed = { typedVariables: true };

  it.each<[string, unknown]>([
    ['object', { items: [{ name: 'Soup' }] }],
    ['object', undefined],
    ['list', ['a', 1, null]],
    ['number', 3],
    ['boolean', false],
    ['string', '5'],
  ])('of type %s: %j', (type, initial) => {
    expect(problems(flow(type, initial, typed))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['object', ['a'], 'is ["a"]; expected an object in JSON, such as {"name": "Ada"}.'],
    ['object', '{"a":1}', 'is "{\\"a\\":1}"; expected an object in JSON, such as {"name": "Ada"}. Write {"a":1}.'],
    ['list', null, 'is null; expected a list in JSON, such as ["Ada", "Bo"].'],
    ['string', null, 'is null; expected text. Write "".'],
    ['number', { a: 1 }, 'is {"a":1}; expected a number such as 12.5.'],
  ])('are refused by their path: %s %j', (type, initial, why) => {
    const expected = [`bad-initial $.variables.order.initial: The first value of "order" ${why}`];
    expect(problems(flow(type, initial))).toEqual(expected);
    expect(problems(flow(type, initial, typed))).toEqual(expected);
  });

  it('of flows from before are taken where callers got along with them', () => {
    expect(problems(flow('number', '5'))).toEqual([]);
    expect(problems(flow('number', '5', typed))).toEqual([
      'bad-initial $.variables.order.initial: The first value of "order" is "5"; expected a number such as 12.5. Write 5.',
    ]);
  });

  it('that are unknown are refused', () => {
    expect(problems(flow('array', []))[0]).toMatch(/^\S+ \$\.variables\.order\.type: .*list/);
  });

  it('are what a call begins with, and written in one order', () => {
    const parsed = parseFlow(flow('object', { b: 1, a: [2] }, typed), new Map());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(initialVariables(parsed.flow)).toEqual({ order: { a: [2], b: 1 } });
    expect(initialVariables({ variables: { o: { type: 'object' }, l: { type: 'list' } } })).toEqual({ o: {}, l: [] });
    const text = writeFlow(parsed.flow);
    expect(text).toContain('"typedVariables": true');
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
    expect(parseFlow(text, new Map())).toEqual(parsed);
  });
});

describe('values of a call', () => {
  it('are read as the variable holds them, or named', () => {
    const declared = { order: { type: 'object' }, names: { type: 'list' } } as const;
    expect(readCallVariables(declared, { order: '{"id": 7}', names: ['Ada'] })).toEqual({
      ok: true,
      values: { order: { id: 7 }, names: ['Ada'] },
    });
    expect(readCallVariables(declared, { order: 'Soup', names: { a: 1 } })).toEqual({
      ok: false,
      problems: [
        expect.objectContaining({
          message: '"order" is "Soup"; expected an object in JSON, such as {"name": "Ada"}.',
        }),
        expect.objectContaining({
          message: '"names" is "{\\"a\\":1}"; expected a list in JSON, such as ["Ada", "Bo"].',
        }),
      ],
    });
  });
});
