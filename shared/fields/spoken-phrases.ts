import { z } from 'zod';
import type { Json } from '../flow/types.ts';
import type { SpokenPart } from './field.ts';
import { choiceId, type MenuChoice } from './menu-choice.ts';

/** The translation of a menu's choices: the words a caller may say, by the choice's id. */
export const spokenPhrases: SpokenPart<readonly MenuChoice[], object> = {
  original: (value) => {
    const said = value.filter(({ phrases }) => phrases.length > 0);
    return said.length === 0 ? undefined : Object.fromEntries(said.map(({ id, phrases }) => [id, phrases]));
  },
  shape: () => z.record(choiceId, z.array(z.string())),
  begin: () => ({}),
  apply: (value, translation) => {
    const said = phrasesOf(translation);
    return value.map((choice) =>
      Object.hasOwn(said, choice.id) ? { ...choice, phrases: said[choice.id] ?? [] } : choice,
    );
  },
  // Else a later choice of the same id would be chosen by the words of this one.
  within: (value, translation) => {
    const said = Object.entries(phrasesOf(translation));
    const kept = said.filter(([id]) => value.some((choice) => choice.id === id));
    if (kept.length === said.length) return translation;
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  },
};

function phrasesOf(translation: Json): Readonly<Record<string, readonly string[]>> {
  return translation as Readonly<Record<string, readonly string[]>>;
}
