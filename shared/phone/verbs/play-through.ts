import type { Leg } from '../leg.ts';
import { never, type Task, until, type Wait } from '../time/task.ts';
import type { Switchboard, VerbRun } from '../types.ts';
import type { Playable } from '../world/world.ts';

/** Lets the party on a leg hear something to its end; it is silenced where the task is ended before. */
export function* playThrough(exchange: Switchboard, leg: Leg, item: Playable, seconds: number): Task<void> {
  let heard = false;
  try {
    yield* until(playing(exchange, leg, item, seconds));
    heard = true;
  } finally {
    if (!heard && leg.over) leg.emit({ kind: 'cut', by: 'hangup' });
  }
}

/** The same as a wait, so that keys and speech can cut it short. */
export function playing(exchange: Switchboard, leg: Leg, item: Playable, seconds: number): Wait<void> {
  const player = exchange.world.player;
  if (seconds === Number.POSITIVE_INFINITY) return never;
  return player ? player.play(item, leg) : exchange.sleep(seconds);
}

/** Says that the leg is spoken to; who waits in a queue or a conference goes on waiting. */
export function speaking({ leg, document }: VerbRun, parent: string): void {
  const waits = document.context === 'enqueueWait' || document.context === 'conferenceWait';
  if (parent === 'Response' && !waits) leg.setActivity('speaking');
}
