import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { isPartyOfCall } from '../../shared/fields/unfound-numbers.ts';
import type { FlowDocument, FlowSettings } from '../../shared/flow/types.ts';
import { countryOf } from '../../shared/text/country.ts';
import { nationalNumber } from '../../shared/text/national-number.ts';

const of = (language: string) => countryOf({ language });

describe('a number as it is written at home', () => {
  test.each([
    ['(555) 010-0199', 'en-US', '+15550100199'],
    ['555.010.0199', 'es-US', '+15550100199'],
    ['5550100199', 'en-CA', '+15550100199'],
    ['020 7946 0000', 'en-GB', '+442079460000'],
    ['030 901820', 'de-DE', '+4930901820'],
    ['912 345 678', 'es-ES', '+34912345678'],
    ['12 34 56 78', 'da-DK', '+4512345678'],
  ])('%s in %s is told with the form that callers have', (text, language, nearest) => {
    expect(nationalNumber(text, of(language))).toEqual({ nearest });
  });

  test.each([
    ['555-0100', 'en-US'],
    ['5550100', 'en-US'],
    ['555-0100', 'xx'],
    ['(555) 010-0199', 'xx'],
    ['020 7946 0000', 'xx'],
    ['011 44 20 7946 0000', 'en-US'],
  ])('%s in %s is told without one', (text, language) => {
    expect(nationalNumber(text, of(language))).toEqual({});
  });

  test.each([
    ['+15550100199', 'en-US'],
    ['+1 (555) 010-0199', 'en-US'],
    ['1 555 010 0199', 'en-US'],
    ['001 555 010 0199', 'en-GB'],
    ['44 20 7946 0000', 'en-GB'],
    ['4512345678', 'da-DK'],
    ['5550100199', 'xx'],
    ['1555010', 'en-US'],
    ['12345', 'en-US'],
    ['101', 'en-US'],
    ['sip:ada@example.com', 'en-US'],
    ['', 'en-US'],
  ])('%s in %s may be what callers have', (text, language) => {
    expect(nationalNumber(text, of(language))).toBeUndefined();
  });

  test('a language says nothing of the country where the clock is that of another part of the world', () => {
    expect(countryOf({ language: 'en-US', timezone: 'America/New_York' })?.code).toBe('1');
    expect(countryOf({ language: 'en-US', timezone: 'Europe/Copenhagen' })).toBeUndefined();
    expect(countryOf({})).toBeUndefined();
  });
});

test.each([
  ['{{ call.From }}', true],
  ['{{message.From}}', true],
  ['{{ call.From | slice: 2, 10 }}', false],
  ['{{ blocks.menu.Digits }}', false],
  ['+1{{ call.From }}', false],
])('%s is a party as Twilio tells it: %s', (text, is) => expect(isPartyOfCall(text)).toBe(is));

describe('a table that callers are looked up in', () => {
  const problemsOf = (key: string, rows: readonly string[][], settings: FlowSettings = { language: 'en-US' }) => {
    const flow: FlowDocument = {
      version: 1,
      name: 'Test',
      settings,
      variables: {},
      blocks: {
        start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'find' } },
        find: { type: 'lookup', props: { table: 'vip', key }, exits: { found: 'end', notFound: 'end' } },
        end: { type: 'hangup', props: {}, exits: {} },
      },
      layout: {},
      tables: { vip: { columns: ['phone'], rows } },
      tests: [],
    };
    return checkFlow(flow, blockTypes).map(({ code, severity, field, message }) => ({
      code,
      severity,
      field,
      message,
    }));
  };

  test('says which of its numbers find nobody, and the nearest form', () => {
    const rows = [['+15550100198'], ['(555) 010-0199'], ['555-0100'], ['(555) 010-0197']];
    expect(problemsOf('{{ call.From }}', rows)).toEqual([
      {
        code: 'national-number',
        severity: 'warning',
        field: 'column',
        message:
          'Row 2 of "vip" has (555) 010-0199, which seems to lack its country code: callers have theirs, so nobody is found by it. Write +15550100199. 2 more rows are like that.',
      },
    ]);
    const [unknown] = problemsOf('{{ call.From }}', [['555-0100']], {});
    expect(unknown?.message).toContain('Write it with + and the country code, as in +15550100199.');
  });

  test('is left alone where something else is looked for', () => {
    expect(problemsOf('{{ call.From | slice: 2, 10 }}', [['(555) 010-0199']])).toEqual([]);
    expect(problemsOf('{{ call.From }}', [['+15550100199']])).toEqual([]);
  });
});
