import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';

/** A text that is kept as it is: braces in it are somebody else's, never expressions of ours. */
export const verbatimKind: FieldKind<string, { readonly multiline?: boolean }> = {
  kind: 'verbatim',
  shape: () => z.string(),
};

/** A text without expressions. */
export const verbatim = fieldOf(verbatimKind);
