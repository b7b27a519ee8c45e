import { describe, expect, test } from 'vitest';
import { countsText } from '../../../client/flows/counts-text.ts';
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
