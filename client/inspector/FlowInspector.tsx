import { useState } from 'react';
import { useStore } from 'zustand';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowSettings } from '../../shared/flow/types.ts';
import { DEFAULT_FALLBACK, FALLBACK_NAMES } from '../../shared/languages/fallback-row.ts';
import { languageName } from '../../shared/twiml/catalogue/language-names.ts';
import { documentStore } from '../state/document.ts';
import { FieldRow, noteId } from './FieldRow.tsx';
import { LanguagesSection } from './languages/LanguagesSection.tsx';
import { TablesList } from './TablesList.tsx';
import { VariablesTable } from './VariablesTable.tsx';
import { LanguageSelect } from './widgets/LanguageSelect.tsx';
import { TimeZoneSelect } from './widgets/TimeZoneSelect.tsx';
import { VoiceSelect } from './widgets/VoiceSelect.tsx';
import { VoiceSample } from './widgets/VoiceWidgets.tsx';

/** Settings of the whole flow and its variables: what the inspector shows while no block is selected. */
export function FlowInspector() {
  const settings = useStore(documentStore, (state) => state.document.settings);
  const { setSettings } = documentStore.getState();
  const set = (patch: { [K in keyof FlowSettings]: FlowSettings[K] | undefined }): void =>
    setSettings(patch as Partial<FlowSettings>);
  return (
    <div className="inspector-body">
      <header className="inspector-plain-head">
        <h2>Flow settings</h2>
        <p className="inspector-quiet">They hold wherever a block says nothing else. Select a block to edit it.</p>
      </header>
      <OwnLanguage value={settings.language} onChange={(language) => set({ language })} />
      <FieldRow id="flow-voice" label="Voice" term="voice" hint="Reads every prompt that names no voice of its own.">
        <div className="with-listen">
          <VoiceSelect
            id="flow-voice"
            label="Voice"
            describedBy={noteId('flow-voice')}
            value={settings.voice}
            language={settings.language}
            placeholder="Twilio's default voice"
            onChange={(voice) => set({ voice })}
          />
          <VoiceSample voice={settings.voice} language={settings.language} />
        </div>
      </FieldRow>
      <FieldRow id="flow-timezone" label="Time zone" hint="Opening hours go by it.">
        <TimeZoneSelect
          id="flow-timezone"
          describedBy={noteId('flow-timezone')}
          value={settings.timezone}
          placeholder="None"
          onChange={(timezone) => set({ timezone })}
        />
      </FieldRow>
      <FieldRow
        id="flow-fallback"
        label={FALLBACK_NAMES.label}
        hint="Callers hear this before the call ends. They are never left in silence."
      >
        <textarea
          id="flow-fallback"
          className="control template-input"
          rows={2}
          maxLength={FLOW_LIMITS.fallbackLength}
          aria-describedby={noteId('flow-fallback')}
          placeholder={DEFAULT_FALLBACK}
          value={settings.fallback ?? ''}
          onChange={(event) => set({ fallback: event.target.value === '' ? undefined : event.target.value })}
        />
      </FieldRow>
      <LanguagesSection />
      <VariablesTable />
      <TablesList />
    </div>
  );
}

/** The flow's own language; one of its further ones cannot be that as well. */
function OwnLanguage(props: { value: string | undefined; onChange: (language: string | undefined) => void }) {
  const languages = useStore(documentStore, (state) => state.document.languages);
  const [taken, setTaken] = useState<string>();
  const message = `${languageName(taken ?? '')} is a further language of this flow. Remove it below before it becomes the flow’s own.`;
  return (
    <FieldRow
      id="flow-language"
      label="Language"
      term="language"
      hint="What is spoken, and what callers are understood in."
      problem={taken === undefined ? undefined : { severity: 'warning', message }}
    >
      <LanguageSelect
        id="flow-language"
        label="Language"
        describedBy={noteId('flow-language')}
        value={props.value}
        placeholder="English (United States), by default"
        onChange={(language) => {
          const isTaken = Object.hasOwn(languages ?? {}, language ?? 'en-US');
          setTaken(isTaken ? (language ?? 'en-US') : undefined);
          if (!isTaken) props.onChange(language);
        }}
      />
    </FieldRow>
  );
}
