import fc from 'fast-check';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import type { Leg } from '../../../shared/phone/leg.ts';
import { virtualClock } from '../../../shared/phone/time/clock.ts';
import { type Task, until } from '../../../shared/phone/time/task.ts';
import { type PhoneScript, scriptedWorld } from '../../../shared/phone/world/scripted.ts';
import type { World } from '../../../shared/phone/world/world.ts';
import { Rehearsal, type RehearsalOptions } from '../../../shared/rehearsal/rehearsal.ts';

/** What somebody at the phone does: after some seconds, keys, words, or hanging up. */
export interface HandStep {
  readonly after: number;
  readonly keys?: string;
  readonly words?: string;
  readonly hangUp?: true;
}

/** A call made by hand: nobody waits for the phone to listen. */
export function callByHand(
  flow: FlowDocument,
  steps: readonly HandStep[],
  phones: readonly PhoneScript[],
  { language, called }: Pick<RehearsalOptions, 'language' | 'called'> = {},
): Rehearsal {
  const clock = virtualClock();
  const rehearsal = new Rehearsal({ flow, types: blockTypes, clock, world: worldWith(phones), language, called });
  rehearsal.call((leg) => byHand(leg, steps, rehearsal));
  return rehearsal;
}

/** Calls as people make them, and phones as people answer them. */
export const hands: fc.Arbitrary<{ readonly steps: readonly HandStep[]; readonly phones: readonly PhoneScript[] }> =
  fc.record({
    steps: fc.array(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.record({ after: seconds(14), keys: fc.constantFrom('1', '2', '3', '5', '9', '#', '12') }),
        },
        {
          weight: 3,
          arbitrary: fc.record({
            after: seconds(14),
            words: fc.constantFrom('sales', 'help me', 'No, thanks.', 'hours', 'gibberish'),
          }),
        },
        { weight: 1, arbitrary: fc.record({ after: seconds(40), hangUp: fc.constant(true as const) }) },
      ),
      { maxLength: 7 },
    ),
    phones: fc.array(
      fc.record({
        does: fc.constantFrom('answer' as const, 'busy' as const, 'no-answer' as const, 'fail' as const),
        after: seconds(9),
        talks: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 4 },
    ),
  });

function seconds(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: max * 10 }).map((tenths) => tenths / 10);
}

/** The first phone that rings does what the first entry says, and so on; the rest answer. */
function worldWith(phones: readonly PhoneScript[]): World {
  let rung = 0;
  const world = scriptedWorld();
  return {
    ...world,
    rings: (leg, time) => {
      const phone = phones[rung++];
      (phone ? scriptedWorld({ answers: [phone] }) : world).rings(leg, time);
    },
  };
}

function* byHand(leg: Leg, steps: readonly HandStep[], { exchange }: Rehearsal): Task<void> {
  for (const { after, keys, words, hangUp } of steps) {
    yield* until(exchange.sleep(after));
    if (keys !== undefined) leg.press(keys);
    if (words !== undefined) leg.say(words);
    if (hangUp) leg.hangUp();
  }
}
