import { RefreshCw } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type Channel, NUMBERS_AT_ONCE, type NumberView } from '../../shared/api/numbers.ts';
import { channelWord, isSettled, numberTitle } from '../state/number-words.ts';
import { numbersStore } from '../state/numbers.ts';
import { SearchField } from '../ui/controls/SearchField.tsx';
import { PickRow } from './PickRow.tsx';
import { SettledRow } from './SettledRow.tsx';

/** What is chosen of each number, by its SID. */
export type Chosen = Readonly<Record<string, Readonly<Record<Channel, boolean>>>>;

interface NumberPickerProps {
  readonly flow: string;
  /** Where it runs. */
  readonly environment: string;
  /** What the flow answers. */
  readonly channels: readonly Channel[];
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Rows drawn at once; the search finds the others. */
const DRAWN = 60;
const FEW = 6;

/** The account's numbers: those the flow answers already, and those it can be published to. */
export function NumberPicker({ flow, environment, channels, chosen, onChoose }: NumberPickerProps) {
  const { list, error, loading, refresh } = useStore(numbersStore);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const numbers = list?.numbers ?? [];
  const able = numbers.filter((number) => channels.some((channel) => number[channel].possible));
  const settled = able.filter((number) =>
    linesOf(number, channels).every((channel) => isSettled(number[channel], flow, environment)),
  );
  const open = able.filter((number) => !settled.includes(number));
  const found = useMemo(() => open.filter((number) => matches(number, wanted)), [open, wanted]);
  const set = (sid: string, channel: Channel, on: boolean): void => {
    const { [sid]: former = { voice: false, messaging: false }, ...others } = chosen;
    const next = { ...former, [channel]: on };
    onChoose(next.voice || next.messaging ? { ...others, [sid]: next } : others);
  };
  const full = Object.keys(chosen).length >= NUMBERS_AT_ONCE;
  return (
    <>
      <div className="publish-numbers-head">
        <p className="publish-line">{aboutWords(channels)}</p>
        <button
          type="button"
          className="icon-button"
          aria-label="Fetch the numbers again"
          title="Fetch again"
          disabled={loading}
          onClick={() => void refresh()}
        >
          <RefreshCw size={14} aria-hidden="true" />
        </button>
      </div>
      {error && <p className="publish-line is-error">{error.message}</p>}
      {!list && !error && <p className="publish-line">Asking Twilio for your numbers</p>}
      {list && able.length === 0 && <p className="publish-line">{noneWords(numbers.length, channels)}</p>}
      {settled.length > 0 && (
        <ul className="picks is-settled" aria-label="Answered by this flow">
          {settled.slice(0, DRAWN).map((number) => (
            <SettledRow key={number.sid} number={number} />
          ))}
        </ul>
      )}
      {settled.length > DRAWN && <p className="publish-line">And {settled.length - DRAWN} more, under Numbers.</p>}
      {open.length > FEW && (
        <div className="publish-search">
          <SearchField label="Search the numbers" placeholder="Number or name" value={query} onChange={setQuery} />
        </div>
      )}
      {found.length > 0 && (
        <ul className="picks" aria-label="Numbers to publish to">
          {found.slice(0, DRAWN).map((number) => (
            <PickRow
              key={number.sid}
              number={number}
              channels={channels}
              flow={flow}
              environment={environment}
              chosen={chosen[number.sid]}
              full={full}
              onChoose={(channel, on) => set(number.sid, channel, on)}
            />
          ))}
        </ul>
      )}
      {open.length > 0 && found.length === 0 && <p className="publish-line">No number fits.</p>}
      {found.length > DRAWN && (
        <p className="publish-line">
          {DRAWN} of {found.length.toLocaleString()} are shown. Search for the others.
        </p>
      )}
      {full && <p className="publish-line">{NUMBERS_AT_ONCE} numbers can be published to in one go.</p>}
    </>
  );
}

function linesOf(number: NumberView, channels: readonly Channel[]): readonly Channel[] {
  return channels.filter((channel) => number[channel].possible);
}

function matches(number: NumberView, query: string): boolean {
  const plain = query.replace(/[\s()+.-]/g, '');
  return (
    query === '' ||
    (plain !== '' && number.phoneNumber.includes(plain)) ||
    numberTitle(number).toLowerCase().includes(query)
  );
}

function aboutWords(channels: readonly Channel[]): string {
  if (channels.length === 0)
    return 'The flow has no place where a call or a message comes in, so no number can lead to it.';
  return `Choose the numbers whose ${channels.map(channelWord).join(' and ')} the flow answers. What is there now can be put back.`;
}

function noneWords(all: number, channels: readonly Channel[]): string {
  if (all === 0) return 'This account has no numbers. Buy one under Numbers.';
  return channels.length === 0
    ? ''
    : `None of this account’s numbers can take ${channels.map(channelWord).join(' or ')}.`;
}
