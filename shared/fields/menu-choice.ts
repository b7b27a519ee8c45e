import { z } from 'zod';

/** One choice of a menu: a key, words a caller may say, or both. Its `id` names the exit and never changes. */
export type MenuChoice = {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly phrases: readonly string[];
};

/** Exits a menu has besides its choices; no choice can have such an id. */
export const MENU_EXITS: readonly string[] = ['noInput', 'noMatch'];

/** Shape of a choice's id. */
export const choiceId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'expected 1 to 40 letters, digits, - or _')
  .refine((id) => !MENU_EXITS.includes(id), `${MENU_EXITS.join(' and ')} are exits of every menu`);
