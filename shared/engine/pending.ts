import type { StepNote } from '../block.ts';
import type { Effect, Outcome } from '../effect.ts';
import { element, type TwimlElement } from '../twiml/element.ts';
import type { CompiledBlock } from './compile.ts';
import type { Draft } from './draft.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { LogEntry, PendingTurn, Turned, TurnResult } from './types.ts';

/** What a step wants performed before it goes on. */
export interface Wanted {
  readonly effect: Effect;
  readonly event: LogEntry['event'];
  readonly notes: StepNote[];
  /** What a caller hears first where they are put on hold. */
  readonly meanwhile?: readonly TwimlElement[];
}

/** What a caller on hold hears of every further wait. */
const PAUSE = [element('Pause', { length: ENGINE_LIMITS.holdSeconds })];

/** A turn that has come to a block which wants something performed. @param proceed goes on from there */
export function pendingTurn(
  draft: Draft,
  block: CompiledBlock,
  wanted: Wanted,
  visit: string,
  proceed: (outcome: Outcome) => Turned,
): PendingTurn {
  const { sid, flow, channel, environment } = draft.session;
  return {
    effect: wanted.effect,
    place: { sid, flow, channel, ...(environment !== undefined && { environment }), block: block.id, visit },
    proceed,
    ...(channel === 'voice' && !draft.isAside && { hold: () => hold(draft, block, wanted, visit) }),
  };
}

/**
 * Names an effect; the same for the same request, so that a turn that is run anew is known by it.
 *
 * @param count effects that the turn wanted before
 */
export function visitOf({ session, services, aside }: Draft, count: number): string {
  const { turn, asideTurns = 0 } = session;
  // Asides run at any time, also between two attempts at a turn of the call.
  const name = services.request ?? aside?.key ?? turn - asideTurns;
  return `${name}.${count}`;
}

function hold(draft: Draft, block: CompiledBlock, wanted: Wanted, visit: string): TurnResult {
  const { effect, event, notes, meanwhile = PAUSE } = wanted;
  const token = draft.mintToken();
  const back = element('Redirect', { method: 'POST' }, draft.links.action(block.id, token));
  draft.speak(block.id, [...meanwhile, back]);
  draft.note(block, event, 'held', notes);
  nameLatest(draft.log, visit);
  draft.waiting = { block: block.id, token, performing: { visit, effect } };
  return draft.finish();
}

/** Says in the latest entry of the log what it had performed. */
export function nameLatest(log: LogEntry[], visit: string): void {
  const entry = log.pop();
  if (entry) log.push({ ...entry, visit });
}
