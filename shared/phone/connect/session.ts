import type { TwimlElement } from '../../twiml/element.ts';
import { HungUp } from '../leg.ts';
import { secondsOf } from '../rooms/outcome.ts';
import { type Task, until } from '../time/task.ts';
import type { VerbRun } from '../types.ts';

/** Holds the call until the other side, or the caller, ends it. */
export type ConnectNoun = (run: VerbRun, noun: TwimlElement) => Task<ConnectEnd>;

/** How a Connect ended. */
export interface ConnectEnd {
  /** What the action hears of it. */
  readonly parameters: Record<string, string>;
  /** The action is requested even after the caller hung up. */
  readonly afterHangUp?: boolean;
}

/** What the world says of the other side of a Connect. */
export type ConnectOutcome = Readonly<Record<string, string>>;

export function outcomeOf({ leg, exchange }: VerbRun, noun: TwimlElement): ConnectOutcome {
  return exchange.world.outcome?.({ about: noun.tag, attributes: noun.attributes, leg }) ?? {};
}

/**
 * Waits until the other side ends the session: after the `seconds` of the outcome, ten unless it says otherwise.
 *
 * @returns false where the caller hung up before
 */
export function* sessionOver({ exchange }: VerbRun, outcome: ConnectOutcome): Task<boolean> {
  try {
    yield* until(exchange.sleep(secondsOf(outcome.seconds) ?? (outcome.error === undefined ? SESSION_SECONDS : 0)));
    return true;
  } catch (error) {
    if (error instanceof HungUp) return false;
    throw error;
  }
}

const SESSION_SECONDS = 10;

/** A session of which Twilio reports nothing of its own: Room, Conversation, AiSession, Assistant … */
export function* plainSession(run: VerbRun, noun: TwimlElement): Task<ConnectEnd> {
  yield* sessionOver(run, outcomeOf(run, noun));
  return { parameters: {} };
}
