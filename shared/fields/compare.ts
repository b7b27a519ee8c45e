import { RE2JS } from 're2js';
import type { Json } from '../flow/types.ts';

/** How a condition compares, in the order people are offered them; the words are `OPERATOR_LABELS`. */
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
  'greater_than',
  'less_than',
  'is_blank',
  'is_not_blank',
  'regex',
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
  greater_than: 'is more than',
  less_than: 'is less than',
  is_blank: 'is blank',
  is_not_blank: 'is not blank',
  regex: 'matches the pattern',
};

export function operatorNeedsValue(operator: Operator): boolean {
  return operator !== 'is_blank' && operator !== 'is_not_blank';
}

/**
 * Whether a value passes. Texts are compared without regard to case and outer white space, numbers as numbers – but only
 * where both are written plainly, so that `007` is not 7 and a phone number only equals itself. The operators for words take
 * no notice of punctuation either. An empty value never
 * equals, contains or matches anything. Never throws; a pattern that is none matches nothing.
 */
export function compare(actual: Json | undefined, operator: Operator, expected: string): boolean {
  const text = fold(asText(actual));
  const wanted = fold(expected);
  switch (operator) {
    case 'equal_to':
      return same(text, wanted);
    case 'not_equal_to':
      return !same(text, wanted);
    case 'matches_any_of':
      return anyOf(text, wanted);
    case 'does_not_match_any_of':
      return !anyOf(text, wanted);
    case 'is_word_of':
      return phrases(wanted).some((phrase) => phrase === wordsOf(text));
    case 'contains_word_of':
      return phrases(wanted).some((phrase) => ` ${wordsOf(text)} `.includes(` ${phrase} `));
    case 'contains':
      return wanted !== '' && text.includes(wanted);
    case 'does_not_contain':
      return wanted === '' || !text.includes(wanted);
    case 'starts_with':
      return wanted !== '' && text.startsWith(wanted);
    case 'greater_than':
      return number(text) > number(wanted);
    case 'less_than':
      return number(text) < number(wanted);
    case 'is_blank':
      return text === '';
    case 'is_not_blank':
      return text !== '';
    case 'regex':
      return matches(asText(actual), expected);
  }
}

/** Why a text is no pattern (RE2 syntax, case ignored), or undefined. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `A pattern has at most ${MAX_PATTERN} characters.`;
  return compiled(pattern) === undefined
    ? `"${pattern.slice(0, 40)}" is not a pattern that can be used here; look-around and back-references are not supported.`
    : undefined;
}

const MAX_PATTERN = 500;
const MAX_SUBJECT = 4_000;
const MAX_CACHED = 500;

// Patterns are few and compiling is slow; beyond the cap the cache starts anew.
const patterns = new Map<string, RE2JS | undefined>();

function compiled(pattern: string): RE2JS | undefined {
  if (pattern.length > MAX_PATTERN || pattern === '') return undefined;
  if (!patterns.has(pattern)) {
    if (patterns.size >= MAX_CACHED) patterns.clear();
    patterns.set(pattern, compile(pattern));
  }
  return patterns.get(pattern);
}

/** A longer text matches nothing: a part of it could match where the whole does not. */
function matches(text: string, pattern: string): boolean {
  if (text.length > MAX_SUBJECT) return false;
  return compiled(pattern)?.matcher(text).find() ?? false;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function fold(value: string): string {
  return value.trim().toLowerCase();
}

function same(actual: string, wanted: string): boolean {
  if (actual === '' || wanted === '') return false;
  return actual === wanted || (plain(actual) && plain(wanted) && Number(actual) === Number(wanted));
}

function anyOf(actual: string, list: string): boolean {
  return list.split(',').some((item) => same(actual, item.trim()));
}

/** The words of a text as people mean them: "Yes, please!" and "yes please" are the same. */
function wordsOf(text: string): string {
  return text.replace(NO_WORD, ' ').replace(APOSTROPHE, '').trim();
}

/** What stands between words: whatever is no letter, number, mark, symbol such as an emoji, or apostrophe. */
const NO_WORD = /[^\p{L}\p{N}\p{M}\p{S}'’]+/gu;
const APOSTROPHE = /['’]/g;

function phrases(list: string): string[] {
  return list
    .split(',')
    .map(wordsOf)
    .filter((phrase) => phrase !== '');
}

/** Written as a number is: no plus, no leading zeros, few enough digits to be exact. */
function plain(value: string): boolean {
  return value.length <= 15 && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value);
}

/** NaN, which is neither more nor less than anything, where the text is no number. */
function number(value: string): number {
  return value === '' ? Number.NaN : Number(value);
}
