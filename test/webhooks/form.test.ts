import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_LIMITS, parametersOf, parseForm } from '../../server/webhooks/form.ts';

const pairs = (body: string) => {
  const form = parseForm(body);
  return form?.names.map((name, at) => [name, form.values[at]]);
};

describe('parseForm', () => {
  test('reads what the standard parser reads, however malformed', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '%',
        '%4',
        '%zz',
        '%ff',
        '%C3%BC',
        '%F0%9F',
        '+',
        '=',
        '&',
        '&&',
        'a',
        '%26',
        '%3D',
        '%2B',
        '%00',
        ';',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const body = Buffer.from(pieces.join('')).toString();
        // The standard one takes a leading question mark away.
        fc.pre(!body.startsWith('?'));
        expect(pairs(body)).toEqual([...new URLSearchParams(body)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('keeps order and repetitions', () => {
    expect(pairs('b=2&a=1&b=1&c')).toEqual([
      ['b', '2'],
      ['a', '1'],
      ['b', '1'],
      ['c', ''],
    ]);
    expect(pairs('')).toEqual([]);
  });

  test('stops at too many parameters', () => {
    expect(parseForm('a=1&'.repeat(FORM_LIMITS.parameters))?.names).toHaveLength(FORM_LIMITS.parameters);
    expect(parseForm('a=1&'.repeat(FORM_LIMITS.parameters + 1))).toBeUndefined();
  });
});

describe('parametersOf', () => {
  test('inherits nothing and pollutes nothing', () => {
    const form = parseForm('__proto__=x&constructor=y&toString=z&__proto__=w');
    const parameters = parametersOf(form ?? { names: [], values: [] });
    expect(Object.entries(parameters).sort()).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ]);
    const empty = parametersOf({ names: [], values: [] });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) expect(empty[name]).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
