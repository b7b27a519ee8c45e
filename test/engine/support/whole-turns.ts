import { asideTurn as asideTurned, resumeAside as resumedAside } from '../../../shared/engine/aside.ts';
import { resumeTurn as resumed, startTurn as started } from '../../../shared/engine/turn.ts';
import type { Turned, TurnResult } from '../../../shared/engine/types.ts';

/** Turns of flows in which nothing is performed. */
export const startTurn = (...all: Parameters<typeof started>): TurnResult => whole(started(...all));
export const resumeTurn = (...all: Parameters<typeof resumed>): TurnResult => whole(resumed(...all));
export const asideTurn = (...all: Parameters<typeof asideTurned>): TurnResult => whole(asideTurned(...all));
export const resumeAside = (...all: Parameters<typeof resumedAside>): TurnResult => whole(resumedAside(...all));

function whole(turned: Turned): TurnResult {
  if ('effect' in turned) throw new Error(`The turn wants a ${turned.effect.kind} performed.`);
  return turned;
}
