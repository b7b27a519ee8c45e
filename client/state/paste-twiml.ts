import { isEntry } from './block-types.ts';
import { copyBlocks } from './clipboard.ts';
import { documentStore } from './document.ts';
import { viewStore } from './view.ts';

/** Whether a text from the clipboard is worth reading as TwiML: it begins as XML does. */
export function looksLikeTwiml(text: string): boolean {
  return /^\s*<(\?xml\s|[A-Za-z])/.test(text);
}

/**
 * Adds the verbs of a TwiML document as blocks, one behind the other, where the canvas is looked at, and selects them: one undo
 * step. What cannot be read comes as text to be mended in a block of its own.
 */
export async function pasteTwiml(text: string): Promise<void> {
  const { importTwiml } = await import('../../shared/import/import-twiml.ts');
  const imported = importTwiml(text);
  const { document, paste } = documentStore.getState();
  const unread = { ...document, blocks: { twiml: { type: 'twiml', props: { xml: text }, exits: {} } } };
  const flow = imported.ok ? imported.flow : unread;
  const ids = Object.entries(flow.blocks).flatMap(([id, block]) => (isEntry(block) ? [] : [id]));
  paste(copyBlocks(flow, ids), viewStore.getState().centre);
}
