import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import type { VoicemailFilter } from '../api/voicemails.ts';
import { unreadStore } from '../state/unread.ts';
import { SearchField } from '../ui/controls/SearchField.tsx';
import { boxWords } from './words.ts';

interface FiltersProps {
  readonly filter: VoicemailFilter;
  readonly boxes: readonly string[];
  readonly flows: readonly FlowSummaryView[];
  readonly onChange: (filter: VoicemailFilter) => void;
}

/** So that not every letter typed asks the server. */
const TYPING_MS = 300;

/** Which messages are shown: new ones or all, of which mailbox and flow, and those that say something. */
export function Filters({ filter, boxes, flows, onChange }: FiltersProps) {
  const unread = useStore(unreadStore, (state) => state.unread);
  const set = (part: { readonly [K in keyof VoicemailFilter]: VoicemailFilter[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined),
      ) as VoicemailFilter,
    );
  return (
    <form className="inbox-filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="inbox-states">
        <legend className="visually-hidden">Which ones</legend>
        {STATES.map(({ state, label }) => (
          <button key={label} type="button" aria-pressed={filter.state === state} onClick={() => set({ state })}>
            {label}
            {state === 'new' && unread > 0 && <span className="inbox-count">{unread}</span>}
          </button>
        ))}
      </fieldset>
      <Search value={filter.search ?? ''} onChange={(search) => set({ search: search.trim() || undefined })} />
      {boxes.length > 1 && (
        <select
          className="control"
          aria-label="Mailbox"
          value={filter.box === undefined ? ALL : `=${filter.box}`}
          onChange={({ target }) => set({ box: target.value === ALL ? undefined : target.value.slice(1) })}
        >
          <option value={ALL}>All mailboxes</option>
          {boxes.map((box) => (
            <option key={box} value={`=${box}`}>
              {boxWords(box)}
            </option>
          ))}
        </select>
      )}
      {flows.length > 1 && (
        <select
          className="control"
          aria-label="Flow"
          value={filter.flow ?? ALL}
          onChange={({ target }) => set({ flow: target.value === ALL ? undefined : target.value })}
        >
          <option value={ALL}>All flows</option>
          {flows.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {Object.keys(filter).length > 0 && (
        <button type="button" className="quiet-button" onClick={() => onChange({})}>
          Clear
        </button>
      )}
    </form>
  );
}

/** Ids of flows have no such sign. */
const ALL = '*';

const STATES = [
  { state: undefined, label: 'All' },
  { state: 'new', label: 'New' },
  { state: 'heard', label: 'Heard' },
] as const;

function Search({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed follows only what is cleared elsewhere
  useEffect(() => {
    if (value !== typed.trim()) setTyped(value);
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once the typing stops
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return <SearchField label="Search messages" placeholder="Number or words" value={typed} onChange={setTyped} />;
}
