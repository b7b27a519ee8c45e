import { type Reading, sameFigure } from './reading.ts';
import { wordsOf } from './words.ts';

/**
 * Values as people mean them. White space makes no difference, nor does punctuation in what is language; numbers and yes-or-no values are compared
 * as what they are. Figures in texts stay what they are: `007` is not 7, and a phone number only equals itself.
 */
export const asMeant: Reading = {
  fold: (text) => text.trim().toLowerCase().replace(/\s+/g, ' '),
  same: (actual, text, wanted) => {
    if (text === '' || wanted === '') return false;
    if (text === wanted) return true;
    if (typeof actual === 'number') return actual === number(wanted);
    if (typeof actual === 'boolean') return actual === YES_OR_NO.get(wanted);
    if (sameFigure(text, wanted)) return true;
    const words = languageOf(text);
    return words !== undefined && words === languageOf(wanted);
  },
  number,
  holds: (text, wanted, test) => {
    if (wanted === '') return false;
    if (test(text, wanted)) return true;
    const words = languageOf(wanted);
    return words !== undefined && test(wordsOf(text), words);
  },
};

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', 'off', '0'].map((word) => [word, false] as const),
]);

function number(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * The words of a folded text that is language, or undefined: figures and signs mean what they are (`-5` is not `5`), and where a
 * text begins with a sign (`.com`) that is part of it.
 */
function languageOf(folded: string): string | undefined {
  return BEGINS_WITH_WORD.test(folded) && LETTER.test(folded) ? wordsOf(folded) : undefined;
}

const LETTER = /\p{L}/u;
const BEGINS_WITH_WORD = /^["«“„‘'’¿¡]?[\p{L}\p{N}]/u;
