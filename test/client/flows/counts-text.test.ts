import { describe, expect, test } from 'vitest';
import { countsText, studioCounts } from '../../../client/flows/counts-text.ts';
import { importGroups } from '../../../client/state/import-groups.ts';
import { importTwiml } from '../../../shared/import/import-twiml.ts';

describe('the summary of an import', () => {
  test.each([
    ['<Response><Say>Hi</Say></Response>', 'The one element becomes a block made for it.'],
    ['<Response><Say>Hi</Say><Hangup/></Response>', 'All 2 elements become blocks made for them.'],
    ['<Response><Say>Hello & bye</Say></Response>', 'No element could be read.'],
    ['<Response/>', 'There are no elements in the document.'],
  ])('%s', (xml, summary) => {
    const result = importTwiml(xml);
    expect(result.ok && countsText(result.report)).toBe(summary);
  });
});

describe('how widgets of a Studio flow came over', () => {
  const words = (exact: number, approximated: number, needsYou: number, address = 0): string => {
    const of = (count: number, state: object): object[] => Array(count).fill(state);
    const states = [
      ...of(exact, { fate: 'exact' }),
      ...of(approximated, { fate: 'approximated' }),
      ...of(needsYou, { fate: 'needsYou' }),
      ...of(address, { fate: 'exact', addresses: ['https://example.com'] }),
    ];
    return studioCounts({ states: states as never });
  };

  test('says what needs somebody first', () => {
    expect(words(1, 0, 0)).toBe('1 widget, all exact.');
    expect(words(3, 2, 1)).toBe('6 widgets: 1 needs you, 2 approximated, 3 exact.');
    expect(words(0, 0, 2)).toBe('2 widgets: 2 need you.');
    expect(words(1, 0, 0, 2)).toBe('3 widgets: 2 need your address, 1 exact.');
  });
  test('lists each in one group; what asks a placeholder stands by itself, with the address first', () => {
    const state = (name: string, fate: 'exact' | 'approximated' | 'needsYou', addresses?: readonly string[]) => ({
      ...{ name, type: 'make-http-request', fate, block: name, notes: [`About ${name}.`] },
      ...(addresses && { addresses }),
    });
    const address = ['https://example.com'];
    const groups = importGroups([
      state('a', 'exact'),
      state('b', 'exact', address),
      state('c', 'approximated', address),
      state('d', 'needsYou', address),
    ]);
    expect(groups.map(({ title, items }) => [title, items.map(({ name }) => name)])).toEqual([
      ['Needs you', ['d']],
      ['Needs your address', ['b', 'c']],
      ['Approximated', []],
      ['Exact', ['a']],
    ]);
    expect(groups[1].items[1]?.notes).toEqual(['Put in your address for https://example.com.', 'About c.']);
  });
});
