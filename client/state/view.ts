import { createStore } from 'zustand/vanilla';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { blockType, exitsOf } from './block-types.ts';
import { documentStore } from './document.ts';
import type { ExitRef, Point } from './edits.ts';

/** Media type of a block being dragged from the palette. */
export const DRAGGED_TYPE = 'application/x-patchcord-block';

/** What part of the canvas is on screen, as the canvas last said; other rooms place blocks by it. */
export const viewStore = createStore<{ readonly centre: Point }>()(() => ({ centre: [300, 200] }));

const GAP_X = 330;
const STEP_Y = 60;

/**
 * Places a block without a pointer: plugged into the first free exit of the selected block and to its right, else in the middle
 * of what is on screen. @returns its id
 */
export function placeNext(type: string): string {
  const { document, selection, place } = documentStore.getState();
  const from = selection.at(-1);
  const exit = from === undefined ? undefined : freeExit(document, from);
  const takesCord = blockType(type)?.group !== 'start';
  if (!exit || !takesCord) return place(type, clear(document, viewStore.getState().centre));
  const [x, y] = document.layout[exit.block] ?? [0, 0];
  return place(type, clear(document, [x + GAP_X, y]), exit);
}

/** The first exit of a block that leads nowhere. */
export function freeExit(document: FlowDocument, id: string): ExitRef | undefined {
  const block = document.blocks[id];
  const exit = block && exitsOf(block).find(({ name }) => block.exits[name] === undefined);
  return exit && { block: id, exit: exit.name };
}

/** The nearest spot below that no card covers. */
function clear(document: FlowDocument, [x, start]: Point): Point {
  const taken = Object.values(document.layout);
  let y = start;
  while (taken.some(([cx, cy]) => Math.abs(cx - x) < 250 && Math.abs(cy - y) < 150)) y += STEP_Y;
  return [x, y];
}
