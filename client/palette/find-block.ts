import type { AnyBlock } from '../../shared/block.ts';

/**
 * Whether people who type these words look for this block: every word must begin one of its names, or, from four letters on, a word
 * of what it says about itself.
 */
export function isFoundBy({ title, term = '', about, type, keywords = [] }: AnyBlock, words: string): boolean {
  const names = wordsOf(`${title} ${term} ${type} ${keywords.join(' ')}`);
  const said = wordsOf(about);
  return wordsOf(words).every((word) => {
    const begins = (name: string): boolean => name.startsWith(word);
    return names.some(begins) || (word.length > 3 && said.some(begins));
  });
}

/** `ConversationRelay` is found as a whole and by its parts. */
function wordsOf(text: string): string[] {
  const apart = text.replace(/([a-z])([A-Z])/g, '$1 $2');
  return `${text} ${apart}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
