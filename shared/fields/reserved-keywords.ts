import type { Operator } from './compare.ts';
import type { FieldProblem } from './field.ts';

/**
 * Words that Twilio answers by itself while nobody changes it, each alone in a message:
 * https://help.twilio.com/articles/223134027 and https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 *
 * YES is among the words that let people opt in again, but reaches the flow from everybody who did not opt out.
 */
const OPT_OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const OPT_IN = ['START', 'UNSTOP'];
const HELP = ['HELP', 'INFO'];

interface Test {
  readonly variable: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Warnings where a branch asks whether a message is one of those words. */
export function reservedKeywords({ variable, operator, value }: Test): readonly Omit<FieldProblem, 'path'>[] {
  if (!POSITIVE.has(operator) || !/(?:^|\.)Body(?:$|\W)/.test(variable)) return [];
  const words = (LISTS.has(operator) ? value.split(',') : [value]).map((word) =>
    word.replace(/[^\p{L}]/gu, '').toUpperCase(),
  );
  return [
    ...warning(
      words,
      OPT_OUT,
      (word) =>
        `${word} is answered by Twilio itself, which sends this person nothing more: your flow’s reply does not arrive.`,
    ),
    ...warning(words, OPT_IN, (word) => `${word} is answered by Twilio itself where somebody had opted out.`),
    ...warning(
      words,
      HELP,
      (word) => `${word} is answered by Twilio itself; your flow may never see it, or people get two answers.`,
    ),
  ];
}

const LISTS: ReadonlySet<Operator> = new Set(['matches_any_of', 'is_word_of', 'contains_word_of']);
const POSITIVE: ReadonlySet<Operator> = new Set([...LISTS, 'equal_to', 'contains', 'starts_with']);

function warning(
  words: readonly string[],
  reserved: readonly string[],
  say: (word: string) => string,
): readonly Omit<FieldProblem, 'path'>[] {
  const word = words.find((one) => reserved.includes(one));
  if (word === undefined) return [];
  const remedy = 'Ask for another word, or change the keywords of your Messaging Service (Advanced Opt-Out).';
  return [{ code: 'reserved-keyword', severity: 'warning', message: `${say(word)} ${remedy}` }];
}
