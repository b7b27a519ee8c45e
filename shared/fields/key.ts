import { z } from 'zod';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { templateTextKind } from './template-text.ts';

export interface KeyOptions {
  /** A set of keys, any one of them (Record), instead of one key (Gather). */
  readonly many?: boolean;
}

/** Stored for "no key at all", which Twilio writes as an empty attribute; an empty text means that nothing was chosen. */
export const NO_KEY = 'none';

export const keyKind = templateTextKind<KeyOptions>('key', z.string(), (value, { many }) => {
  if (value === NO_KEY || (many ? /^[0-9*#]+$/ : /^[0-9*#]$/).test(value)) return [];
  return [badValue(many ? 'Expected keys out of 0-9, * and #, or none.' : 'Expected one key: 0-9, * or #, or none.')];
});

/** A key of the phone that ends something. */
export const key = fieldOf(keyKind);
