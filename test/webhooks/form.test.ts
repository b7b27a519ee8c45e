import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_LIMITS, parseForm } from '../../server/webhooks/form.ts';
import { KnownForms } from '../../server/webhooks/known-forms.ts';
import { Shape } from '../../server/webhooks/shape.ts';

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

describe('the parameters of a form', () => {
  test('inherit nothing and pollute nothing', () => {
    const form = parseForm('__proto__=x&constructor=y&toString=z&__proto__=w');
    const parameters = new Shape(form?.names ?? []).parameters(form?.values ?? []);
    expect(Object.entries(parameters).sort()).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ]);
    const empty = new Shape([]).parameters([]);
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) expect(empty[name]).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('known forms', () => {
  const forms = new KnownForms();
  const read = (body: string): unknown => {
    const form = forms.read(body);
    form?.keep?.();
    return form && { names: form.shape.names, values: form.values };
  };

  test('are read as unknown ones are, whatever was known before', () => {
    const name = fc.constantFrom('From', 'FromCity', 'F%72om', '', '=', 'To', '&', 'Param_%26', '__proto__');
    const value = fc.oneof(
      fc.constantFrom('%2B15550001111', '%2B', '%2b1', '+', '%', '%2B1%', '+%C3%BC', ''),
      fc.string(),
    );
    const pair = fc.tuple(name, fc.constantFrom('=', '=', '=', '', '=='), value).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 4 }), (pairs) => {
        const body = pairs.join('&');
        for (const _ of ['new', 'known']) expect(read(body)).toEqual(parseForm(body));
      }),
      { numRuns: 3_000 },
    );
  });

  test('share their shape, unless nobody signed them', () => {
    const shapeOf = (body: string) => forms.read(body)?.shape;
    expect(shapeOf('Never=1&Kept=2')).not.toBe(shapeOf('Never=3&Kept=4'));
    forms.read('Now=1&Kept=2')?.keep?.();
    expect(shapeOf('Now=3&Kept=%34')).toBe(shapeOf('Now=5&Kept='));
  });
});
