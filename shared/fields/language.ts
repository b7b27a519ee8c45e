import { z } from 'zod';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { templateTextKind } from './template-text.ts';

export interface LanguageOptions {
  /** Which list of languages to offer. */
  readonly for?: 'say' | 'gather';
}

export const languageKind = templateTextKind<LanguageOptions>('language', z.string(), (value) =>
  /^[A-Za-z]{2,5}(-[A-Za-z0-9]{2,8})*$/.test(value)
    ? []
    : [badValue(`"${value.slice(0, 40)}" is not a language code; write it like en-US.`)],
);

/** A language by its code; lists of Twilio are offered, other codes accepted. */
export const language = fieldOf(languageKind);
