import { newBlock } from '../../shared/blocks/index.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { type Box, boxesOf, sizeOf } from './card-size.ts';
import type { Point } from './edits.ts';

/** Kept free between a new card and those there are. */
const GAP = 32;
/** How many pixels further down are as bad as one to the right, where a card hides the cord that leads there. */
const RIGHT_COSTS = 2;

/**
 * Where a new block of a type goes so that its card covers no other: at a spot, else as near below it or to the right as there is
 * room. Sizes are those that laying out goes by.
 *
 * @returns its top left corner
 */
export function freeSpot(document: FlowDocument, type: string, at: Point): Point {
  const boxes = boxesOf(document);
  const size = sizeOf(newBlock(type));
  const across = size.width + 2 * GAP;
  let best = { spot: at, cost: Number.POSITIVE_INFINITY };
  for (let aside = 0; aside * RIGHT_COSTS < best.cost; aside += across) {
    const spot = below(boxes, size, [at[0] + aside, at[1]]);
    const cost = spot[1] - at[1] + aside * RIGHT_COSTS;
    if (cost < best.cost) best = { spot, cost };
  }
  return best.spot;
}

/** The nearest free spot straight below. */
function below(boxes: readonly Box[], size: { width: number; height: number }, [x, start]: Point): Point {
  const column = boxes.filter(({ left, right }) => left < x + size.width + GAP && right + GAP > x);
  let y = start;
  for (const { top, bottom } of column.sort((a, b) => a.top - b.top)) {
    if (top < y + size.height + GAP && bottom + GAP > y) y = bottom + GAP;
  }
  return [x, y];
}
