import type { Viewport } from 'reactflow';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { isEntry } from '../state/block-types.ts';
import { cardSize } from '../state/card-size.ts';

/** Smaller than this, cards are hard to read. */
const LEAST_ZOOM = 0.78;
const MARGIN = 28;

/** What a freshly opened flow shows: all of it if that stays readable, else its beginning. */
export function firstView(document: FlowDocument, width: number, height: number): Viewport {
  const boxes = Object.keys(document.blocks).map((id) => {
    const [x, y] = document.layout[id] ?? [0, 0];
    const size = cardSize(document, id);
    return { left: x, top: y, right: x + size.width, bottom: y + size.height };
  });
  if (boxes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const [left, top] = [least(boxes.map((box) => box.left)), least(boxes.map((box) => box.top))];
  const wide = -least(boxes.map((box) => -box.right)) - left;
  const high = -least(boxes.map((box) => -box.bottom)) - top;
  const fit = Math.min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high, 1);
  if (fit >= LEAST_ZOOM) {
    return { zoom: fit, x: (width - wide * fit) / 2 - left * fit, y: (height - high * fit) / 2 - top * fit };
  }
  const zoom = LEAST_ZOOM;
  const entry = Object.keys(document.blocks).find((id) => document.blocks[id] && isEntry(document.blocks[id]));
  const [startX, startY] = (entry !== undefined && document.layout[entry]) || [left, top];
  const y = high * zoom + 2 * MARGIN <= height ? (height - high * zoom) / 2 - top * zoom : height * 0.4 - startY * zoom;
  return { zoom, x: MARGIN - startX * zoom, y };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}
