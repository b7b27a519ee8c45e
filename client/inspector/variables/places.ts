import type { FlowDocument } from '../../../shared/flow/types.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import type { TextPlace } from '../../../shared/variables/texts.ts';
import { blockNamesOf, blockType } from '../../state/block-types.ts';
import { uiStore } from '../../state/index.ts';
import { languageStore } from '../../state/language.ts';
import { testsStore } from '../../state/tests.ts';

/** Where a text stands, in words: “Greeting · Prompts”. */
export function placeWords(place: TextPlace, { blocks, tests }: FlowDocument): string {
  if (place.in === 'test') return `Test “${tests[place.test]?.name ?? ''}” · Step ${place.step + 1}`;
  const block = blocks[place.block];
  const fields = blockType(block?.type ?? '')?.fields as
    | Readonly<Record<string, { readonly label: string }>>
    | undefined;
  const where = [
    blockNamesOf(blocks).get(place.block) ?? place.block,
    fields?.[place.field]?.label ?? place.field,
  ].join(' · ');
  return place.in === 'translation' ? `${where} · ${languageName(place.language)}` : where;
}

/** Leads to a text: to its block and field, in its language, or to the test. */
export function openPlace(place: TextPlace): void {
  if (place.in === 'test') {
    testsStore.getState().show(place.test);
    uiStore.getState().showDrawer('tests');
    return;
  }
  languageStore.getState().show(place.in === 'translation' ? place.language : null);
  uiStore.getState().focusBlock(place.block, place.field);
}

/** “4 places”. */
export function placeCount(count: number): string {
  return count === 1 ? '1 place' : `${count.toLocaleString('en-US')} places`;
}
