import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { addLanguage } from '../../../shared/languages/edit-languages.ts';
import { FALLBACK_ROW } from '../../../shared/languages/fallback-row.ts';
import { languagesOf } from '../../../shared/languages/languages-of.ts';
import { promptRows, rowState, translationOf } from '../../../shared/languages/rows.ts';
import { documentStore } from '../../state/document.ts';
import { useVoiceLists } from '../voice-list.ts';
import { LanguageSelect } from '../widgets/LanguageSelect.tsx';
import { LanguageCard } from './LanguageCard.tsx';
import './languages.css';

/** The languages a flow speaks besides its own: add one, say how it is spoken, remove it. */
export function LanguagesSection() {
  const document = useStore(documentStore, (state) => state.document);
  const others = Object.keys(document.languages ?? {});
  const rows = useMemo(() => promptRows(document, blockTypes), [document]);
  const offered = useOffered(languagesOf(document));
  const root = useRef<HTMLElement>(null);
  const add = (code: string | undefined): void => {
    if (code === undefined) return;
    documentStore.getState().addLanguage(code.trim());
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('.language-card:last-child button')?.focus());
  };
  return (
    <section aria-labelledby="languages-title" ref={root}>
      <div className="section-head">
        <h3 id="languages-title" className="inspector-title">
          Further languages
        </h3>
      </div>
      {others.length === 0 ? (
        <p className="inspector-quiet">
          The same blocks and cords can speak several languages. Each text has a translation; a number, a caller’s
          choice or a Language block decides which is heard.
        </p>
      ) : (
        <ul className="language-cards">
          {others.map((code) => (
            <LanguageCard
              key={code}
              code={code}
              language={document.languages?.[code] ?? {}}
              texts={rows.length}
              translated={
                rows.filter((row) => rowState(row, translationOf(document, code, row.key)) === 'translated').length
              }
              fallback={rows.some(({ key }) => key === FALLBACK_ROW)}
              translations={translationsInto(document, code)}
            />
          ))}
        </ul>
      )}
      <div className="language-add">
        <LanguageSelect
          label="Add a language"
          value={undefined}
          placeholder="Add a language"
          codes={offered}
          fits={(typed) => addLanguage(document, typed) !== document}
          onChange={add}
        />
      </div>
    </section>
  );
}

/** Translations that the document holds, also of what is not said now. */
function translationsInto(document: FlowDocument, code: string): number {
  const ofFlow = translationOf(document, code, FALLBACK_ROW) ? 1 : 0;
  return Object.keys(document.translations?.[code] ?? {}).length + ofFlow;
}

/** Languages of Say that the flow does not speak yet. */
function useOffered(spoken: readonly string[]): readonly string[] | undefined {
  const lists = useVoiceLists();
  const key = spoken.join();
  return useMemo(
    () => lists?.sayLanguages.map(({ code }) => code).filter((code) => !key.split(',').includes(code)),
    [lists, key],
  );
}
