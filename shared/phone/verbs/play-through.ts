import type { Leg } from '../leg.ts';
import { never, type Task, until, type Wait } from '../time/task.ts';
import type { Switchboard } from '../types.ts';
import type { Playable } from '../world/world.ts';

/** Lets the party on a leg hear something to its end; it is silenced where the task is ended before. */
export function* playThrough(exchange: Switchboard, leg: Leg, item: Playable, seconds: number): Task<void> {
  yield* until(playing(exchange, leg, item, seconds));
}

/** The same as a wait, so that keys and speech can cut it short. */
export function playing(exchange: Switchboard, leg: Leg, item: Playable, seconds: number): Wait<void> {
  const player = exchange.world.player;
  if (seconds === Number.POSITIVE_INFINITY) return never;
  return player ? player.play(item, leg) : exchange.sleep(seconds);
}
