import { createStore } from 'zustand/vanilla';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { blockType, exitsOf } from './block-types.ts';
import { documentStore } from './document.ts';
import type { ExitRef, Point } from './edits.ts';
import { freeSpot } from './free-spot.ts';

/** Media type of a block being dragged from the palette. */
export const DRAGGED_TYPE = 'application/x-patchcord-block';

/** What part of the canvas is on screen, as the canvas last said; other rooms place blocks by it. */
export const viewStore = createStore<{ readonly centre: Point }>()(() => ({ centre: [300, 200] }));

/** From a card's left edge to that of the one behind it. */
const STEP_X = 330;

/**
 * Places a block without a pointer: plugged into the first free exit of the selected block and to its right, else in the middle
 * of what is on screen. @returns its id
 */
export function placeNext(type: string): string {
  const { document, selection, place } = documentStore.getState();
  const from = selection.at(-1);
  const exit = from === undefined ? undefined : freeExit(document, from);
  const takesCord = blockType(type)?.group !== 'start';
  if (!exit || !takesCord) return place(type, freeSpot(document, type, viewStore.getState().centre));
  const [x, y] = document.layout[exit.block] ?? [0, 0];
  return placeFrom(type, exit, [x + STEP_X, y]);
}

/** Places a block plugged into an exit, at a spot or as near to it as no card lies. @returns its id */
export function placeFrom(type: string, exit: ExitRef, at: Point): string {
  const { document, place } = documentStore.getState();
  return place(type, freeSpot(document, type, at), exit);
}

/** The first exit of a block that leads nowhere. */
export function freeExit(document: FlowDocument, id: string): ExitRef | undefined {
  const block = document.blocks[id];
  const exit = block && exitsOf(block).find(({ name }) => block.exits[name] === undefined);
  return exit && { block: id, exit: exit.name };
}
