import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowDocument, Json } from '../../shared/flow/types.ts';
import { addLanguage, removeLanguage, setLanguage } from '../../shared/languages/edit-languages.ts';
import { type RowPlace, rowKey } from '../../shared/languages/rows.ts';
import { confirmTranslation, translate } from '../../shared/languages/translate.ts';

type LanguagePatch = Parameters<typeof setLanguage>[2];

/** What people do to the languages of a flow; each is undone like every other edit. */
export interface LanguageEdits {
  /** Adds a further language; one that the flow speaks already changes nothing. */
  addLanguage(code: string): void;
  /** Changes how a further language is spoken; `undefined` removes a setting. */
  setLanguage(code: string, patch: LanguagePatch): void;
  /** Removes a further language and its translations. */
  removeLanguage(code: string): void;
  /** Writes what a text is in a further language; `undefined` removes it. */
  translate(language: string, place: RowPlace, value: Json | undefined): void;
  /** Says that a translation still fits although the original has changed. */
  confirmTranslation(language: string, place: RowPlace): void;
}

interface Writer {
  readonly document: () => FlowDocument;
  step(document: FlowDocument): void;
  type(key: string, document: FlowDocument): void;
}

/** @param writer how edits reach the store: as a step of their own, or joined to the step before while somebody types on */
export function languageEdits({ document, step, type }: Writer): LanguageEdits {
  return {
    addLanguage: (code) => step(addLanguage(document(), code)),
    setLanguage: (code, patch) =>
      type(`language:${code}:${Object.keys(patch).join()}`, setLanguage(document(), code, patch)),
    removeLanguage: (code) => step(removeLanguage(document(), code)),
    translate: (language, place, value) => {
      const key = `translation:${language}:${rowKey(place.block, place.field)}`;
      type(key, translate(document(), language, place, value, blockTypes));
    },
    confirmTranslation: (language, place) => step(confirmTranslation(document(), language, place, blockTypes)),
  };
}
