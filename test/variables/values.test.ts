import { describe, expect, it } from 'vitest';
import { valueRows } from '../../shared/variables/values.ts';

describe('valueRows', () => {
  const before = { variables: { b: 1, a: 'x' }, results: { menu: { Digits: '1' } } };

  it('tells what changed, what is new, and of which type all is', () => {
    const now = {
      variables: { b: '1', a: 'x', c: null },
      results: { menu: { Digits: '2' }, ask: { json: { n: [1] } } },
    };
    expect(valueRows(now, before).map(({ path, type, changed }) => [path, type, changed])).toEqual([
      ['a', 'Text', false],
      ['b', 'Text', true],
      ['c', 'Nothing', true],
      ['blocks.menu.Digits', 'Text', true],
      ['blocks.ask.json', 'Object', true],
    ]);
    expect(valueRows(now)[4]?.text).toBe('{\n  "n": [\n    1\n  ]\n}');
  });

  it('takes all as it was where nobody asks, and what an object inherits for nothing', () => {
    expect(valueRows(before).every(({ changed }) => !changed)).toBe(true);
    const [row] = valueRows({ variables: { toString: 'x' }, results: {} }, { variables: {}, results: {} });
    expect(row).toMatchObject({ path: 'toString', changed: true });
  });
});
