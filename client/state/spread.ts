import type { FlowDocument } from '../../shared/flow/types.ts';
import { type Box, boxesOf } from './card-size.ts';
import type { Point } from './edits.ts';

/** Kept free between two cards that lay on each other. */
const GAP = 24;
/** Further apart than this, a flow would be lost on the canvas for two cards that lay almost at one place. */
const MOST = 2.5;

/**
 * The flow with its cards so far apart that none covers another. All distances grow alike; where that is not enough, what lies
 * below gives way. Which card is left of or above which stays. A flow whose cards leave each other free stays as it is.
 */
export function spread(document: FlowDocument): FlowDocument {
  const boxes = boxesOf(document);
  const factor = boxes.reduce((most, box, index) => Math.max(most, ...boxes.slice(index + 1).map(apart(box))), 1);
  if (factor === 1) return document;
  const places = withRoom(scaled(boxes, Math.min(factor, MOST)));
  const layout = Object.keys(document.blocks).map((id, index) => [id, places[index] ?? [0, 0]] as const);
  return { ...document, layout: { ...document.layout, ...Object.fromEntries(layout) } };
}

/** How many times further apart two cards must lie so that neither covers the other; 1 where neither does. */
function apart(a: Box): (b: Box) => number {
  return (b) =>
    covers(a, b, 0) ? Math.max(1, Math.min(ratio(a, b, 'left', 'right'), ratio(a, b, 'top', 'bottom'))) : 1;
}

function ratio(a: Box, b: Box, near: 'left' | 'top', far: 'right' | 'bottom'): number {
  const [first, second] = a[near] <= b[near] ? [a, b] : [b, a];
  return (first[far] - first[near] + GAP) / (second[near] - first[near]);
}

function covers(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

function scaled(boxes: readonly Box[], factor: number): readonly Box[] {
  const left = boxes.reduce((least, box) => Math.min(least, box.left), Number.POSITIVE_INFINITY);
  const top = boxes.reduce((least, box) => Math.min(least, box.top), Number.POSITIVE_INFINITY);
  return boxes.map((box) => {
    const [x, y] = [Math.ceil(left + (box.left - left) * factor), Math.ceil(top + (box.top - top) * factor)];
    return { left: x, top: y, right: x + box.right - box.left, bottom: y + box.bottom - box.top };
  });
}

/** Moves a card that still covers one above it below that, and everything further down along with it. */
function withRoom(boxes: readonly Box[]): readonly Point[] {
  const places: Point[] = boxes.map(({ left, top }) => [left, top]);
  const done: Box[] = [];
  let down = 0;
  for (const [index, box] of [...boxes.entries()].sort(([, a], [, b]) => a.top - b.top || a.left - b.left)) {
    let moved = lowered(box, down);
    for (const other of done) {
      if (covers(other, moved, 0)) moved = lowered(moved, other.bottom + GAP - moved.top);
    }
    down = moved.top - box.top;
    done.push(moved);
    places[index] = [moved.left, moved.top];
  }
  return places;
}

function lowered(box: Box, by: number): Box {
  return { ...box, top: box.top + by, bottom: box.bottom + by };
}
