import { X } from 'lucide-react';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import type { RecordingFilter } from '../api/recordings.ts';

interface FiltersProps {
  readonly filter: RecordingFilter;
  readonly flows: readonly FlowSummaryView[];
  readonly onChange: (filter: RecordingFilter) => void;
}

const DAY_MS = 24 * 3_600_000;

/** Which recordings are shown: whose, of which days, of which call. */
export function Filters({ filter, flows, onChange }: FiltersProps) {
  const set = (part: { readonly [K in keyof RecordingFilter]: RecordingFilter[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined),
      ) as RecordingFilter,
    );
  const whose = filter.flow ?? (filter.scope === 'flows' ? OURS : ALL);
  const choose = (value: string): void => {
    if (value === ALL) set({ scope: undefined, flow: undefined });
    else if (value === OURS) set({ scope: 'flows', flow: undefined });
    else set({ scope: undefined, flow: value });
  };
  return (
    <form className="recording-filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Show</span>
        <select className="control" value={whose} onChange={(event) => choose(event.target.value)}>
          <option value={ALL}>All of the account</option>
          <option value={OURS}>Made by flows here</option>
          {flows.length > 0 && (
            <optgroup label="Made by">
              {flows.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      <label>
        <span>From</span>
        <input
          className="control"
          type="date"
          value={dayOf(filter.from)}
          max={dayOf(filter.to === undefined ? undefined : filter.to - DAY_MS / 2)}
          onChange={(event) => set({ from: timeOf(event.target.value, 0) })}
        />
      </label>
      <label>
        <span>To</span>
        <input
          className="control"
          type="date"
          value={dayOf(filter.to === undefined ? undefined : filter.to - DAY_MS / 2)}
          min={dayOf(filter.from)}
          onChange={(event) => set({ to: timeOf(event.target.value, 1) })}
        />
      </label>
      {filter.call !== undefined && (
        <span className="recording-call">
          Call <code>{filter.call.slice(0, 10)}…</code>
          <button
            type="button"
            className="icon-button"
            aria-label="All calls"
            title="All calls"
            onClick={() => set({ call: undefined })}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </span>
      )}
      {Object.keys(filter).length > 0 && (
        <button type="button" className="quiet-button" onClick={() => onChange({})}>
          Clear
        </button>
      )}
    </form>
  );
}

/** Ids of flows have no such signs. */
const ALL = '*';
const OURS = '+';

/** `2026-11-27` of a time in this place. */
function dayOf(at: number | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The beginning of a day in this place, or of the one after it: days have 23 to 25 hours. */
function timeOf(day: string, after: 0 | 1): number | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date || year < 2000) return undefined;
  return new Date(year, month - 1, date + after).getTime();
}
