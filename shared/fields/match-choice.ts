import type { MenuChoice } from './menu-choices.ts';

/** The choice whose key was pressed. */
export function matchKeys(digits: string, choices: readonly MenuChoice[]): MenuChoice | undefined {
  return digits === '' ? undefined : choices.find((choice) => choice.key === digits);
}

/**
 * The choice a caller named: case, punctuation and white space do not matter, and a phrase may be part of a sentence
 * ("I'd like sales, please"). Where several phrases fit, the longest wins. A choice's key may be said, too.
 */
export function matchSpeech(speech: string, choices: readonly MenuChoice[]): MenuChoice | undefined {
  const said = normalise(speech);
  if (said === '') return undefined;
  let best: MenuChoice | undefined;
  let longest = 0;
  for (const choice of choices) {
    if (choice.key !== '' && said === choice.key) return choice;
    for (const phrase of choice.phrases) {
      const wanted = normalise(phrase);
      if (wanted.length > longest && ` ${said} `.includes(` ${wanted} `)) {
        best = choice;
        longest = wanted.length;
      }
    }
  }
  return best;
}

/** Words in lower case with single spaces; apostrophes vanish so that "what's" and "whats" are one word. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}*#]+/gu, ' ')
    .trim();
}
