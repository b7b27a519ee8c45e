import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { documentStore } from '../state/document.ts';
import type { ExitRef, Point } from '../state/edits.ts';
import { createGraphStore, type GraphState } from './graph.ts';

/** What React Flow draws of the open flow. */
export const graphStore = createGraphStore(documentStore).store;

export function useGraph<T>(select: (state: GraphState) => T): T {
  return useStore(graphStore, select);
}

/** The menu that connects an exit: to a block there is, or to a new one at `at`. */
export interface PlugMenu {
  readonly from: ExitRef;
  /** Where the menu opens, in pixels of the page. */
  readonly screen: { readonly x: number; readonly y: number };
  /** Where a new block goes, on the canvas. */
  readonly at: Point;
}

export const plugMenuStore = createStore<{ readonly menu: PlugMenu | null }>()(() => ({ menu: null }));

export function openPlugMenu(menu: PlugMenu | null): void {
  plugMenuStore.setState({ menu });
}
