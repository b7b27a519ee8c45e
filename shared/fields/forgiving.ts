/** Texts as people mean them: what was spoken or typed is compared without regard to case, white space and punctuation. */

/** Without regard to case and to how much white space there is. */
export function fold(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The words of a folded text: "Yes, please!" and "yes please" are the same. */
export function wordsOf(folded: string): string {
  return folded.replace(NO_WORD, ' ').replace(APOSTROPHE, '').trim();
}

/** The phrases of a folded list with commas, as `wordsOf` gives them. */
export function phrasesOf(folded: string): string[] {
  return folded
    .split(',')
    .map(wordsOf)
    .filter((phrase) => phrase !== '');
}

/**
 * The words of a folded text that is language, or undefined: figures and signs mean what they are (`-5` is not `5`), and where a
 * text begins with a sign (`.com`) that is part of it.
 */
export function languageOf(folded: string): string | undefined {
  return BEGINS_WITH_WORD.test(folded) && LETTER.test(folded) ? wordsOf(folded) : undefined;
}

/** What stands between words: whatever is no letter, number, mark, symbol such as an emoji, or apostrophe. */
const NO_WORD = /[^\p{L}\p{N}\p{M}\p{S}'’]+/gu;
const APOSTROPHE = /['’]/g;
const LETTER = /\p{L}/u;
const BEGINS_WITH_WORD = /^["«“„‘'’¿¡]?[\p{L}\p{N}]/u;
