import { createStore } from 'zustand/vanilla';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { localiseBlock } from '../../shared/languages/localise.ts';
import { rowKey, spokenFields, translationOf } from '../../shared/languages/rows.ts';
import { blockType } from './block-types.ts';
import { type DocumentStore, documentStore } from './document.ts';

/** In which of the flow's languages it is looked at, edited and called. */
export interface LanguageState {
  /** A further language of the flow; null for its own. */
  readonly language: string | null;
  show(language: string | null): void;
}

type Documents = Pick<DocumentStore, 'getState' | 'subscribe'>;

/** A choice of its own; the designer uses `languageStore`. A flow that is opened is shown in its own language. */
export function createLanguageStore(documents: Documents) {
  const speaks = (language: string): boolean => Object.hasOwn(documents.getState().document.languages ?? {}, language);
  const store = createStore<LanguageState>()((set) => ({
    language: null,
    show: (language) => set({ language: language !== null && speaks(language) ? language : null }),
  }));
  documents.subscribe((state, before) => {
    const { language } = store.getState();
    if (language !== null && (state.opened !== before.opened || !speaks(language))) store.setState({ language: null });
  });
  return store;
}

/** The designer's language. */
export const languageStore = createLanguageStore(documentStore);

interface Spoken {
  /** All that the block depends on in that language. */
  readonly parts: readonly unknown[];
  readonly block: FlowBlock;
}

const spokenBlocks = new WeakMap<FlowBlock, Spoken>();

/** A block as those hear it who speak a language; the same object until something in it changes, so that only its card redraws. */
export function blockIn(document: FlowDocument, language: string | null, id: string): FlowBlock | undefined {
  const block = document.blocks[id];
  if (!block || language === null) return block;
  const rows = spokenFields(blockType(block.type)).map(([field]) =>
    translationOf(document, language, rowKey(id, field)),
  );
  const parts = [language, document.settings, ...rows];
  const known = spokenBlocks.get(block);
  if (known && parts.every((part, index) => part === known.parts[index])) return known.block;
  const made = localiseBlock(document, id, block, language, blockTypes);
  spokenBlocks.set(block, { parts, block: made });
  return made;
}
