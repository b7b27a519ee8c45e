import { ChevronRight, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FlowLanguage } from '../../../shared/flow/types.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { documentStore } from '../../state/document.ts';
import { FieldRow, noteId } from '../FieldRow.tsx';
import { PhrasesInput } from '../widgets/PhrasesInput.tsx';
import { VoiceSelect } from '../widgets/VoiceSelect.tsx';
import { VoiceSample } from '../widgets/VoiceWidgets.tsx';

interface LanguageCardProps {
  readonly code: string;
  readonly language: FlowLanguage;
  /** How many texts the flow has, and how many of them are translated as they are now. */
  readonly texts: number;
  readonly translated: number;
  /** Translations that go with the language when it is removed. */
  readonly translations: number;
}

/** One further language: how far it is translated, and how it is spoken. */
export function LanguageCard({ code, language, texts, translated, translations }: LanguageCardProps) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const remove = (): void => documentStore.getState().removeLanguage(code);
  return (
    <li className="language-card">
      <div className="language-head">
        <button type="button" className="more-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={14} aria-hidden="true" className="more-chevron" />
          <span className="language-name">{languageName(code)}</span>
          <code>{code}</code>
          <span className="language-count">
            {translated} of {texts}
            <span className="visually-hidden"> texts translated</span>
          </span>
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove ${languageName(code)}`}
          title="Remove"
          onClick={() => (translations > 0 ? setAsked(true) : remove())}
        >
          <Trash2 size={14} aria-hidden="true" />
        </button>
      </div>
      {asked && (
        <div className="language-ask" role="alert">
          <p className="field-note is-warning">
            {translations === 1 ? '1 translation goes' : `${translations} translations go`} with it. Undo brings
            everything back.
          </p>
          <button type="button" className="plain-button is-small is-destructive" onClick={remove}>
            Remove
          </button>
          <button type="button" className="plain-button is-small" onClick={() => setAsked(false)}>
            Keep
          </button>
        </div>
      )}
      {open && <Settings code={code} language={language} />}
    </li>
  );
}

function Settings({ code, language }: Pick<LanguageCardProps, 'code' | 'language'>) {
  const { setLanguage } = documentStore.getState();
  const id = (field: string): string => `language-${code}-${field}`;
  return (
    <div className="language-settings">
      <FieldRow
        id={id('voice')}
        label="Voice"
        term="voice"
        hint="Reads every translation that names no voice of its own."
      >
        <div className="with-listen">
          <VoiceSelect
            id={id('voice')}
            label="Voice"
            describedBy={noteId(id('voice'))}
            value={language.voice}
            language={code}
            placeholder="Twilio's default voice"
            onChange={(voice) => setLanguage(code, { voice })}
          />
          <VoiceSample voice={language.voice} language={code} />
        </div>
      </FieldRow>
      <FieldRow
        id={id('fallback')}
        label="If something goes wrong"
        hint="Empty: callers hear the words of the flow’s own language."
      >
        <textarea
          id={id('fallback')}
          className="control template-input"
          rows={2}
          maxLength={3000}
          aria-describedby={noteId(id('fallback'))}
          value={language.fallback ?? ''}
          onChange={(event) => setLanguage(code, { fallback: event.target.value || undefined })}
        />
      </FieldRow>
      <FieldRow id={id('numbers')} label="Numbers" hint="Calls and messages to these numbers begin in this language.">
        <PhrasesInput
          id={id('numbers')}
          label="Numbers"
          describedBy={noteId(id('numbers'))}
          invalid={undefined}
          placeholder="+15550100100, with commas between"
          phrases={language.numbers ?? []}
          onChange={(numbers) => setLanguage(code, { numbers: numbers.length === 0 ? undefined : numbers })}
        />
      </FieldRow>
    </div>
  );
}
