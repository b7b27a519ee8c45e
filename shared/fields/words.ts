/** The words of a text in lower case: "yes, please!" and "yes please" are the same. */
export function wordsOf(text: string): string {
  return text.replace(NO_WORD, ' ').replace(APOSTROPHE, '').trim();
}

/** The phrases of a list with commas, as `wordsOf` gives them. */
export function phrasesOf(list: string): string[] {
  return list
    .split(',')
    .map(wordsOf)
    .filter((phrase) => phrase !== '');
}

/** What stands between words: whatever is no letter, number, mark, symbol such as an emoji, or apostrophe. */
const NO_WORD = /[^\p{L}\p{N}\p{M}\p{S}'’]+/gu;
const APOSTROPHE = /['’]/g;
