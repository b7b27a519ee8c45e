import { useStore } from 'zustand';
import type { FlowSettings } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { FieldRow, noteId } from './FieldRow.tsx';
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
      <FieldRow
        id="flow-language"
        label="Language"
        term="language"
        hint="What is spoken, and what callers are understood in."
      >
        <LanguageSelect
          id="flow-language"
          label="Language"
          describedBy={noteId('flow-language')}
          value={settings.language}
          placeholder="English (United States), by default"
          onChange={(language) => set({ language })}
        />
      </FieldRow>
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
        label="If something goes wrong"
        hint="Callers hear this before the call ends. They are never left in silence."
      >
        <textarea
          id="flow-fallback"
          className="control template-input"
          rows={2}
          aria-describedby={noteId('flow-fallback')}
          placeholder="We are sorry, something went wrong. Please call again later."
          value={settings.fallback ?? ''}
          onChange={(event) => set({ fallback: event.target.value === '' ? undefined : event.target.value })}
        />
      </FieldRow>
      <VariablesTable />
      <TablesList />
    </div>
  );
}
