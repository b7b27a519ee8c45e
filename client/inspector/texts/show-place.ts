import { documentStore } from '../../state/document.ts';
import { uiStore } from '../../state/index.ts';

/** Shows on the canvas and in the inspector where a text belongs: its block, or the settings of the flow for what has none. */
export function showPlace(block: string | undefined): void {
  if (block !== undefined) {
    uiStore.getState().focusBlock(block);
    return;
  }
  documentStore.getState().select([]);
  uiStore.getState().setInspectorOpen(true);
}
