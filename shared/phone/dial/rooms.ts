import type { TwimlElement } from '../../twiml/element.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import type { DialAttributes } from './attributes.ts';
import type { DialOutcome } from './outcome.ts';

/**
 * Joins the caller with whoever is in a room. Dial has answered the caller, and afterwards requests the action or goes on.
 * The room ends with HungUp thrown into it when the caller hangs up; it may catch that, tidy up and return its outcome all
 * the same.
 */
export type Room = (run: VerbRun, noun: TwimlElement, dial: DialAttributes) => Task<DialOutcome>;

/** Nouns of Dial that are no phones. */
export const ROOMS: ReadonlyMap<'Conference' | 'Queue', Room> = new Map();
