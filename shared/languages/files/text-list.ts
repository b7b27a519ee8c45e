import type { AnyBlock } from '../../block.ts';
import type { FlowDocument } from '../../flow/types.ts';
import { type RowState, translationOf } from '../rows.ts';
import { textTable } from '../text-table.ts';
import { rowTexts } from '../texts.ts';

/** One text as files for translators list it. */
export interface ListedText {
  /** See `rowTexts`. */
  readonly key: string;
  /** What people call the block, and the field's label. */
  readonly block: string;
  readonly field: string;
  /** Absent where only a translation has this piece. */
  readonly original: string | undefined;
  /** By language; absent where there is none yet. */
  readonly texts: Readonly<Record<string, string>>;
  /** How its row stands, by language. */
  readonly states: Readonly<Record<string, RowState>>;
}

/** Every text of a flow that has something to translate, in the order of a call. Silence is left out: it needs no words. */
export function listTexts(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly ListedText[] {
  return textTable(flow, types).flatMap(({ key, original, blockName, label, states }) => {
    const originals = rowTexts(key, original);
    const spoken = Object.keys(states).map((language) => {
      const translation = translationOf(flow, language, key);
      return [language, translation ? rowTexts(key, translation.value) : new Map<string, string>()] as const;
    });
    const keys = new Set([originals, ...spoken.map(([, texts]) => texts)].flatMap((texts) => [...texts.keys()]));
    return [...keys].flatMap((name): ListedText[] => {
      const texts = spoken.flatMap(([language, said]) => {
        const text = said.get(name);
        return text === undefined ? [] : [[language, text] as const];
      });
      const text = originals.get(name);
      const heard = [text, ...texts.map(([, said]) => said)].some((said) => said !== undefined && !isSilence(said));
      if (!heard) return [];
      return [{ key: name, block: blockName, field: label, original: text, texts: Object.fromEntries(texts), states }];
    });
  });
}

function isSilence(text: string): boolean {
  return text.startsWith('[pause]');
}
