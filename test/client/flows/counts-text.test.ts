import { describe, expect, test } from 'vitest';
import { countsText, studioCounts } from '../../../client/flows/counts-text.ts';
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
  const words = (exact: number, approximated: number, needsYou: number): string =>
    studioCounts({
      counts: { exact, approximated, needsYou },
      states: Array(exact + approximated + needsYou).fill({}),
    });

  test('says what needs somebody first', () => {
    expect(words(1, 0, 0)).toBe('1 widget, all exact.');
    expect(words(3, 2, 1)).toBe('6 widgets: 1 needs you, 2 approximated, 3 exact.');
    expect(words(0, 0, 2)).toBe('2 widgets: 2 need you.');
  });
});
