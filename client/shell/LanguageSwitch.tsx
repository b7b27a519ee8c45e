import { Languages } from 'lucide-react';
import { languagesOf } from '../../shared/languages/languages-of.ts';
import { languageName } from '../../shared/twiml/catalogue/language-names.ts';
import { useDocument, useLanguage, useNarrow } from '../state/hooks.ts';
import { languageStore } from '../state/language.ts';

/** In which language the flow is looked at, edited and called; nothing where it speaks only one. */
export function LanguageSwitch() {
  const settings = useDocument((state) => state.document.settings);
  const languages = useDocument((state) => state.document.languages);
  const shown = useLanguage();
  const narrow = useNarrow();
  if (!languages || Object.keys(languages).length === 0) return null;
  const [own = '', ...others] = languagesOf({ settings, languages });
  const nameOf = narrow ? (code: string) => code : languageName;
  return (
    <span className={shown === null ? 'pill top-switch' : 'pill top-switch is-other'}>
      <Languages size={14} aria-hidden="true" />
      <select
        aria-label="Language of the texts"
        title="Cards, texts, TwiML and the phone are in this language"
        value={shown ?? ''}
        onChange={(event) => languageStore.getState().show(event.target.value || null)}
      >
        <option value="">{nameOf(own)}</option>
        {others.map((code) => (
          <option key={code} value={code}>
            {nameOf(code)}
          </option>
        ))}
      </select>
    </span>
  );
}
