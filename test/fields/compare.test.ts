import { describe, expect, test } from 'vitest';
import { branchesKind } from '../../shared/fields/branches.ts';
import { compare, OPERATOR_LABELS, OPERATORS, type Operator } from '../../shared/fields/compare.ts';
import { patternProblem } from '../../shared/fields/pattern.ts';

/** https://www.twilio.com/docs/studio/widget-library/split-based-on */
const STUDIO: readonly string[] = [
  ...['equal_to', 'not_equal_to', 'matches_any_of', 'does_not_match_any_of', 'is_blank', 'is_not_blank', 'regex'],
  ...['contains', 'does_not_contain', 'starts_with', 'does_not_start_with', 'less_than', 'greater_than'],
  ...['is_before_time', 'is_after_time', 'is_before_date', 'is_after_date'],
];

test('Twilio Studio’s seventeen comparisons are there by its names, each in words of its own', () => {
  expect(STUDIO).toHaveLength(17);
  expect(OPERATORS).toEqual(expect.arrayContaining([...STUDIO]));
  expect(new Set(Object.values(OPERATOR_LABELS)).size).toBe(OPERATORS.length);
});

describe('as people mean it', () => {
  test.each<[unknown, Operator, string, boolean]>([
    ['5', 'equal_to', '5.0', true],
    ['007', 'equal_to', '7', false],
    ['-5', 'equal_to', '5', false],
    ['+15550100199', 'equal_to', '15550100199', false],
    ['', 'equal_to', '', false],
    [undefined, 'not_equal_to', 'x', true],
    [' YES ', 'equal_to', 'yes', true],
    ['Yes.', 'equal_to', 'yes', true],
    ['no,  thanks!', 'equal_to', 'No thanks', true],
    ['“Sales”', 'equal_to', 'sales', true],
    ['Don’t', 'equal_to', "don't", true],
    ['Sales, please', 'equal_to', 'sales', false],
    ['b', 'matches_any_of', 'a, b', true],
    ['B.', 'matches_any_of', 'a, b', true],
    ['', 'matches_any_of', 'a,,b', false],
    ['c', 'does_not_match_any_of', 'a, b', true],
    ['a', 'does_not_match_any_of', 'a, b', false],
    ['10', 'greater_than', '9', true],
    ['9.5', 'less_than', '9.75', true],
    ['1e3', 'greater_than', '999', true],
    ['abc', 'less_than', '9', false],
    ['0x10', 'less_than', '99', false],
    ['', 'less_than', '9', false],
    ['Infinity', 'greater_than', '9', false],
    [undefined, 'is_blank', '', true],
    [' \n', 'is_blank', '', true],
    [0, 'is_not_blank', '', true],
    [false, 'is_blank', '', false],
    ['order 42', 'regex', '^ORDER \\d+$', true],
    ['x', 'regex', '(', false],
    ['', 'contains', '', false],
    ['I want sales.', 'contains', 'WANT  sales', true],
    ['Well, sales – please', 'contains', 'sales please', true],
    ['a command', 'contains', '.com', false],
    ['acme.com', 'contains', '.com', true],
    ['', 'does_not_contain', '', true],
    ['sales', 'does_not_contain', 'sale', false],
    ['+15550100199', 'starts_with', '+1555', true],
    ['"Sales" it is', 'starts_with', 'sales it', true],
    ['', 'starts_with', '', false],
    ['+15550100199', 'does_not_start_with', '+44', true],
    ['+15550100199', 'does_not_start_with', '+1', false],
    ['Yes!', 'is_word_of', 'YES, Y, OK', true],
    [' «ok».\n', 'is_word_of', 'yes, ok', true],
    ['yes please', 'is_word_of', 'yes', false],
    ['No, thanks.', 'is_word_of', 'no thanks', true],
    ['No thanks.', 'is_word_of', 'yes, no  thanks', true],
    ['Don’t', 'is_word_of', "don't", true],
    ['👍', 'is_word_of', 'yes, 👍', true],
    ['ÉTÉ?', 'is_word_of', 'été', true],
    ['', 'is_word_of', 'yes,,', false],
    ['...', 'is_word_of', 'yes,.,', false],
    ['Not now: later, please', 'contains_word_of', 'later', true],
    ['collateral', 'contains_word_of', 'later', false],
    ['what are your opening hours?', 'contains_word_of', 'price, opening hours', true],
    ['', 'contains_word_of', '', false],
    ['09:59', 'is_before_time', '10:00', true],
    ['10:00', 'is_before_time', '10:00', false],
    ['10:00', 'is_after_time', '10:00', false],
    ['9:30 pm', 'is_after_time', '21:00', true],
    ['12:05 a.m.', 'is_before_time', '00:10', true],
    ['2026-12-24T17:30:15-05:00', 'is_after_time', '17:30', true],
    ['24:00', 'is_after_time', '23:59', true],
    ['24:01', 'is_after_time', '23:59', false],
    ['13:00 pm', 'is_after_time', '01:00', false],
    ['noon', 'is_after_time', '10:00', false],
    ['', 'is_before_time', '10:00', false],
    ['2026-12-24', 'is_before_date', '2026-12-25', true],
    ['2026-12-24', 'is_after_date', '2026-12-24', false],
    ['2027-01-01T00:00:00Z', 'is_after_date', '2026-12-31', true],
    ['2026-02-30', 'is_before_date', '2026-12-31', false],
    ['12/24/2026', 'is_before_date', '2030-01-01', false],
  ])('%j %s %j is %s', (actual, operator, expected, holds) => {
    expect(compare(actual as never, operator, expected, { forgiving: true })).toBe(holds);
  });

  test.each<[unknown, Operator, string, boolean]>([
    [5, 'equal_to', ' 5.00 ', true],
    [5, 'equal_to', '+5', true],
    [5, 'equal_to', '05', true],
    [0.1, 'equal_to', '.1', true],
    [5, 'equal_to', 'five', false],
    [5, 'matches_any_of', '4, 05', true],
    [-3, 'less_than', '-2.5', true],
    [true, 'equal_to', 'Yes', true],
    [true, 'equal_to', '1', true],
    [false, 'equal_to', 'no', true],
    [false, 'equal_to', 'true', false],
    [false, 'not_equal_to', 'maybe', true],
    [{ a: [1] }, 'contains', '"a":[1]', true],
  ])('values with a type are compared as what they are: %j %s %j is %s', (actual, operator, expected, holds) => {
    expect(compare(actual as never, operator, expected, { forgiving: true })).toBe(holds);
  });
});

describe('as it is written, which is how published flows go on comparing', () => {
  test.each<[unknown, Operator, string, boolean]>([
    [' YES ', 'equal_to', 'yes', true],
    ['Yes.', 'equal_to', 'yes', false],
    ['Yes.', 'not_equal_to', 'yes', true],
    ['no,  thanks', 'equal_to', 'no, thanks', false],
    ['5', 'equal_to', '5.0', true],
    ['007', 'equal_to', '7', false],
    [5, 'equal_to', '5.0', true],
    [5, 'equal_to', '05', false],
    [5, 'equal_to', '+5', false],
    [true, 'equal_to', 'True', true],
    [true, 'equal_to', 'yes', false],
    [false, 'matches_any_of', 'no, 0', false],
    ['', 'equal_to', '', false],
    ['B', 'matches_any_of', 'a, b', true],
    ['B.', 'matches_any_of', 'a, b', false],
    ['B.', 'does_not_match_any_of', 'a, b', true],
    ['I want  sales.', 'contains', 'want sales', false],
    ['Well, sales', 'contains', 'well sales', false],
    ['I want sales.', 'contains', 'Sales.', true],
    ['I want sales', 'contains', 'sales.', false],
    ['I want sales', 'does_not_contain', 'sales.', true],
    ['', 'does_not_contain', '', true],
    ['"Sales" it is', 'starts_with', 'sales', false],
    ['"Sales" it is', 'does_not_start_with', 'sales', true],
    ['', 'starts_with', '', false],
    ['0x10', 'less_than', '99', true],
    ['Infinity', 'greater_than', '9', false],
    ['abc', 'less_than', '9', false],
    ['', 'less_than', '9', false],
    ['Yes!', 'is_word_of', 'yes, ok', true],
    ['No  thanks.', 'is_word_of', 'no thanks', true],
    ['Not now: later, please', 'contains_word_of', 'later', true],
  ])('%j %s %j is %s', (actual, operator, expected, holds) => {
    expect(compare(actual as never, operator, expected)).toBe(holds);
  });
});

describe('patterns made to hang', () => {
  // A backtracking engine would take longer than any test may run.
  test.each(['^(a+)+$', '(a|aa)+$', '(a*)*b', '((((a*)*)*)*)*b', '(.*){100}b', '(\\w+\\s?)+$', '(x+x+)+y'])(
    '%s gives up at the end of the text',
    (pattern) => {
      expect(compare(`${'a'.repeat(3_990)}!`, 'regex', pattern)).toBe(false);
      expect(compare(`${'a'.repeat(30_000)}!`, 'regex', pattern)).toBe(false);
    },
  );

  // The machine's speed must not decide what a caller gets, so work is counted, not time.
  test('a large pattern is not tried on a text so long that it would take more than a moment', () => {
    const large = '(a{0,100}){0,9}!';
    expect(compare(`${'a'.repeat(500)}!`, 'regex', large)).toBe(true);
    expect(compare(`${'a'.repeat(3_990)}!`, 'regex', large)).toBe(false);
    expect(compare(`${'a'.repeat(3_990)}!`, 'regex', 'a{100}!')).toBe(true);
  });

  test.each(['(?=a)b', '(a)\\1', '((a{0,100}){0,100}){0,100}', '(a{1,1000}){1,1000}', 'a'.repeat(501), '['])(
    '%s is told to be none',
    (pattern) => {
      expect(patternProblem(pattern)).toBeDefined();
      expect(compare('a', 'regex', pattern)).toBe(false);
    },
  );
});

test.each([
  ['is_before_time', '9 o’clock', '"9 o’clock" is not a time; write it like 17:30.'],
  ['is_after_date', '24.12.2026', '"24.12.2026" is not a date; write it like 2026-12-24.'],
  ['less_than', 'ten', '"ten" is not a number; more and less compare numbers.'],
] as const)('a value that %s cannot compare with is told: %s', (operator, value, message) => {
  const branch = { id: 'a', label: '', variable: 'call.From', operator, value };
  expect(branchesKind.check?.([branch], {})).toEqual([
    { code: 'bad-value', severity: 'error', message, path: '[0].value' },
  ]);
  expect(branchesKind.check?.([{ ...branch, value: '{{ limit }}' }], {})).toEqual([]);
});
