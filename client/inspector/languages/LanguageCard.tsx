import { ChevronRight, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FlowLanguage } from '../../../shared/flow/types.ts';
import { FALLBACK_NAMES, FALLBACK_ROW, fallbackWords } from '../../../shared/languages/fallback-row.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { documentStore } from '../../state/document.ts';
import { uiStore } from '../../state/index.ts';
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
  /** Whether anything is said in the flow's own language when a turn fails. */
  readonly fallback: boolean;
}

/** One further language: how far it is translated, and how it is spoken. */
export function LanguageCard({ code, language, texts, translated, translations, fallback }: LanguageCardProps) {
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
      {open && <Settings code={code} language={language} fallback={fallback} />}
    </li>
  );
}

function Settings({ code, language, fallback }: Pick<LanguageCardProps, 'code' | 'language' | 'fallback'>) {
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
      {fallback && <Fallback code={code} words={fallbackWords(language)} />}
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

/** A text as all others, so it is written where those are. */
function Fallback({ code, words }: { code: string; words: string | undefined }) {
  return (
    <FieldRow
      id={`language-${code}-fallback`}
      label={FALLBACK_NAMES.label}
      hint="A text as all others: the last row under Texts."
      composite
    >
      <p className="language-fallback">
        <span lang={words === undefined ? undefined : code}>
          {words ?? 'Not translated yet: callers hear the original.'}
        </span>
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => uiStore.getState().showText({ row: FALLBACK_ROW, language: code })}
        >
          {words === undefined ? 'Write it' : 'Change it'}
        </button>
      </p>
    </FieldRow>
  );
}
