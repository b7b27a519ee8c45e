import type { Viewport } from 'reactflow';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { isEntry } from '../state/block-types.ts';
import { boxesOf, cardSize } from '../state/card-size.ts';

/** Smaller than this, cards are hard to read. */
const LEAST_ZOOM = 0.78;
const MARGIN = 28;

/** What a freshly opened flow shows: all of it if that stays readable, else its beginning. */
export function firstView(document: FlowDocument, width: number, height: number): Viewport {
  const boxes = boxesOf(document);
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
  return {
    zoom,
    x: along(
      width,
      { first: left, length: wide, start: startX + cardSize(document, entry ?? '').width / 2 },
      0.5,
      zoom,
    ),
    y: along(height, { first: top, length: high, start: startY }, 0.4, zoom),
  };
}

/** Where an axis begins: all of it in the middle if it fits, else the flow's start at a share of it, and no empty space before or after. */
function along(
  screen: number,
  { first, length, start }: { readonly first: number; readonly length: number; readonly start: number },
  share: number,
  zoom: number,
): number {
  if (length * zoom + 2 * MARGIN <= screen) return (screen - length * zoom) / 2 - first * zoom;
  const wanted = screen * share - start * zoom;
  const [most, fewest] = [MARGIN - first * zoom, screen - MARGIN - (first + length) * zoom];
  return Math.min(most, Math.max(fewest, wanted));
}

/** Whether a block is on screen, wholly. */
export function showsSome(
  document: FlowDocument,
  { x, y, zoom }: Viewport,
  screen: { readonly width: number; readonly height: number },
): boolean {
  return boxesOf(document).some(
    (box) =>
      box.left * zoom + x >= 0 &&
      box.top * zoom + y >= 0 &&
      box.right * zoom + x <= screen.width &&
      box.bottom * zoom + y <= screen.height,
  );
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}
