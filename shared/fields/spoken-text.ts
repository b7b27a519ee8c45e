import { z } from 'zod';
import type { SpokenPart } from './field.ts';

/** The translation of a value that is one text: another text, where the field's option `spoken` is set. */
export const spokenText: SpokenPart<string, { readonly spoken?: boolean }> = {
  original: (value, { spoken }) => (spoken && value.trim() !== '' ? value : undefined),
  shape: ({ spoken }) => (spoken ? z.string() : undefined),
  begin: (original) => original,
  apply: (_value, translation) => String(translation),
};
