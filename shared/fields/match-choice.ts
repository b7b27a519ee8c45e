/** What a caller may press or say to choose something. */
export interface Chosen {
  readonly key: string;
  readonly phrases: readonly string[];
}

/** The choice whose key was pressed. */
export function matchKeys<C extends Chosen>(digits: string, choices: readonly C[]): C | undefined {
  return digits === '' ? undefined : choices.find((choice) => choice.key === digits);
}

/**
 * The choice a caller named: case, punctuation and white space do not matter, and a phrase may be part of a sentence
 * ("I'd like sales, please"). Where several phrases fit, the longest wins. A choice's key may be said, too.
 */
export function matchSpeech<C extends Chosen>(speech: string, choices: readonly C[]): C | undefined {
  const said = normalise(speech);
  if (said === '') return undefined;
  let best: C | undefined;
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
