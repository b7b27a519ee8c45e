import type { Json } from '../flow/types.ts';
import { clockOf, dateIn } from '../time/written.ts';
import { asMeant } from './forgiving.ts';
import { matchesPattern } from './pattern.ts';
import { type Reading, sameFigure } from './reading.ts';
import { phrasesOf, wordsOf } from './words.ts';

/** How a condition compares, in the order people are offered them; the words are `OPERATOR_LABELS`. Twilio Studio's names, and ours for words. */
export const OPERATORS = [
  'equal_to',
  'not_equal_to',
  'matches_any_of',
  'does_not_match_any_of',
  'is_word_of',
  'contains',
  'contains_word_of',
  'does_not_contain',
  'starts_with',
  'does_not_start_with',
  'greater_than',
  'less_than',
  'is_blank',
  'is_not_blank',
  'regex',
  'is_before_time',
  'is_after_time',
  'is_before_date',
  'is_after_date',
] as const;

export type Operator = (typeof OPERATORS)[number];

export const OPERATOR_LABELS: Readonly<Record<Operator, string>> = {
  equal_to: 'is',
  not_equal_to: 'is not',
  matches_any_of: 'is one of (with commas)',
  does_not_match_any_of: 'is none of (with commas)',
  is_word_of: 'is one of the words (with commas)',
  contains: 'contains',
  contains_word_of: 'contains one of the words (with commas)',
  does_not_contain: 'does not contain',
  starts_with: 'starts with',
  does_not_start_with: 'does not start with',
  greater_than: 'is more than',
  less_than: 'is less than',
  is_blank: 'is blank',
  is_not_blank: 'is not blank',
  regex: 'matches the pattern',
  is_before_time: 'is before the time',
  is_after_time: 'is after the time',
  is_before_date: 'is before the date',
  is_after_date: 'is after the date',
};

export function operatorNeedsValue(operator: Operator): boolean {
  return operator !== 'is_blank' && operator !== 'is_not_blank';
}

/**
 * Whether a value passes. Read as they are written, texts are compared without regard to case and outer white space, figures as numbers – but
 * only where both are written plainly, so that `007` is not 7 and a phone number only equals itself. `forgiving` is what
 * `forgiving.ts` says. The operators for words never take notice of punctuation. An empty value never equals, contains or matches anything. Times and dates
 * are read as `shared/time/written.ts` says; what is none is neither before nor after. Never throws; a pattern that is none matches nothing.
 */
export function compare(
  actual: Json | undefined,
  operator: Operator,
  expected: string,
  { forgiving = false }: { readonly forgiving?: boolean | undefined } = {},
): boolean {
  const { fold, same, number, holds } = forgiving ? asMeant : asWritten;
  const text = fold(asText(actual));
  const wanted = fold(expected);
  switch (operator) {
    case 'equal_to':
      return same(actual, text, wanted);
    case 'not_equal_to':
      return !same(actual, text, wanted);
    case 'matches_any_of':
      return wanted.split(',').some((item) => same(actual, text, item.trim()));
    case 'does_not_match_any_of':
      return !wanted.split(',').some((item) => same(actual, text, item.trim()));
    case 'is_word_of':
      return phrasesOf(wanted).some((phrase) => phrase === wordsOf(text));
    case 'contains_word_of':
      return phrasesOf(wanted).some((phrase) => ` ${wordsOf(text)} `.includes(` ${phrase} `));
    case 'contains':
      return holds(text, wanted, (whole, part) => whole.includes(part));
    case 'does_not_contain':
      return !holds(text, wanted, (whole, part) => whole.includes(part));
    case 'starts_with':
      return holds(text, wanted, (whole, part) => whole.startsWith(part));
    case 'does_not_start_with':
      return !holds(text, wanted, (whole, part) => whole.startsWith(part));
    case 'greater_than':
      return number(text) > number(wanted);
    case 'less_than':
      return number(text) < number(wanted);
    case 'is_blank':
      return text === '';
    case 'is_not_blank':
      return text !== '';
    case 'regex':
      return matchesPattern(asText(actual), expected);
    case 'is_before_time':
      return clockOf(text) < clockOf(wanted);
    case 'is_after_time':
      return clockOf(text) > clockOf(wanted);
    case 'is_before_date':
      return dateIn(text) < dateIn(wanted);
    case 'is_after_date':
      return dateIn(text) > dateIn(wanted);
  }
}

/** Why a constant value cannot be compared with by an operator, as a sentence; undefined where it can. */
export function valueProblem(operator: Operator, value: string): string | undefined {
  const shown = `"${value.slice(0, 40)}"`;
  const wanted = asMeant.fold(value);
  switch (operator) {
    case 'greater_than':
    case 'less_than':
      return Number.isNaN(asMeant.number(wanted))
        ? `${shown} is not a number; more and less compare numbers.`
        : undefined;
    case 'is_before_time':
    case 'is_after_time':
      return Number.isNaN(clockOf(wanted)) ? `${shown} is not a time; write it like 17:30.` : undefined;
    case 'is_before_date':
    case 'is_after_date':
      return Number.isNaN(dateIn(wanted)) ? `${shown} is not a date; write it like 2026-12-24.` : undefined;
    default:
      return undefined;
  }
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What flows published before there was another way are read by: this must stay as it is. */
const asWritten: Reading = {
  fold: (text) => text.trim().toLowerCase(),
  same: (_actual, text, wanted) => text !== '' && wanted !== '' && (text === wanted || sameFigure(text, wanted)),
  number: (text) => (text === '' ? Number.NaN : Number(text)),
  holds: (text, wanted, test) => wanted !== '' && test(text, wanted),
};
