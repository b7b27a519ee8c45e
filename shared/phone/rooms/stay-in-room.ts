import type { DialAttributes } from '../dial/attributes.ts';
import type { Input } from '../inbox.ts';
import { HungUp } from '../leg.ts';
import { firstOf, type Task, type Wait } from '../time/task.ts';
import type { VerbRun } from '../types.ts';

/** What ended somebody's stay in a room. */
export type StayEnd = 'over' | 'star' | 'limit' | 'hungUp';

/**
 * Keeps the party of a Dial in a room until `over`, their `*` where it counts, the Dial's time limit or their hanging up.
 *
 * @param heard told of everything else they press or say
 */
export function* stayInRoom(
  { leg, exchange }: VerbRun,
  dial: DialAttributes,
  over: Wait<unknown>,
  heard?: (input: Input) => void,
): Task<StayEnd> {
  const listener = leg.inbox.listen();
  const until = exchange.now() + dial.timeLimit * 1_000;
  try {
    for (;;) {
      const limit = exchange.sleep((until - exchange.now()) / 1_000);
      const event = yield* firstOf({ over, limit, input: listener.next });
      if (event.which !== 'input') return event.which;
      const input = event.value;
      if (dial.hangupOnStar && input.kind === 'key' && input.key === '*') return 'star';
      heard?.(input);
    }
  } catch (error) {
    if (error instanceof HungUp) return 'hungUp';
    throw error;
  } finally {
    listener.close();
  }
}
