import { z } from 'zod';
import { LANGUAGE_CODE } from '../flow/types.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { spokenText } from './spoken-text.ts';
import { templateTextKind } from './template-text.ts';

export interface LanguageOptions {
  /** Which list of languages to offer. */
  readonly for?: 'say' | 'gather';
  /** Follows the language of the call, so that each language has its own. */
  readonly spoken?: boolean;
}

export const languageKind: FieldKind<string, LanguageOptions> = {
  ...templateTextKind<LanguageOptions>('language', z.string(), (value) =>
    LANGUAGE_CODE.test(value) ? [] : [badValue(`"${value.slice(0, 40)}" is not a language code; write it like en-US.`)],
  ),
  spoken: spokenText,
};

/** A language by its code; lists of Twilio are offered, other codes accepted. */
export const language = fieldOf(languageKind);
