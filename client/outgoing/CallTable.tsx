import { useState } from 'react';
import type { OutgoingCallView, OutgoingListView, OutgoingState } from '../../shared/api/outgoing.ts';
import { outgoingApi } from '../api/outgoing.ts';
import { useLoad } from '../state/use-load.ts';
import { usePolling } from '../state/use-polling.ts';
import { formatPhone, formatSeconds, formatTime } from '../ui/format.ts';
import { isLive, stateKind, stateWords, valueText } from './words.ts';

interface CallTableProps {
  readonly list: OutgoingListView;
  /** Only calls in this state. */
  readonly state: OutgoingState | undefined;
  readonly onChanged: () => void;
}

const PAGE = 100;
const LIVE_MS = 3_000;

/** The calls of a list, page by page; the page that is shown keeps up with what happens. */
export function CallTable({ list, state, onChanged }: CallTableProps) {
  const [pages, setPages] = useState<readonly string[]>([]);
  const after = pages.at(-1);
  const query = { list: list.id, limit: PAGE, ...(state && { state }), ...(after !== undefined && { after }) };
  const { data, error, reload } = useLoad(JSON.stringify(query), () => outgoingApi.calls(query));
  usePolling(reload, isLive(list) ? LIVE_MS : null);
  if (!data) return <p className="quiet-line">{error ? error.message : 'Loading the calls'}</p>;
  if (data.calls.length === 0)
    return <p className="quiet-line">No call is {state ? stateWords(state) : 'here'} now.</p>;
  const changed = (): void => {
    void reload();
    onChanged();
  };
  return (
    <div className="outgoing-frame">
      <table className="outgoing-table">
        <caption className="visually-hidden">Calls</caption>
        <thead>
          <tr>
            <th scope="col">{list.kind === 'callback' ? 'Try' : 'Line'}</th>
            <th scope="col">Number</th>
            <th scope="col">What happened</th>
            <th scope="col">Called</th>
            <th scope="col">Length</th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {data.calls.map((call, index) => (
            <CallRow key={call.id} call={call} line={call.line ?? index + 1} onChanged={changed} />
          ))}
        </tbody>
      </table>
      {(pages.length > 0 || data.next !== null) && (
        <footer className="outgoing-pages">
          <button
            type="button"
            className="plain-button is-small"
            disabled={pages.length === 0}
            onClick={() => setPages(pages.slice(0, -1))}
          >
            Earlier lines
          </button>
          <button
            type="button"
            className="plain-button is-small"
            disabled={data.next === null}
            onClick={() => data.next !== null && setPages([...pages, data.next])}
          >
            Later lines
          </button>
        </footer>
      )}
    </div>
  );
}

interface CallRowProps {
  readonly call: OutgoingCallView;
  /** Of the CSV, or which try it is. */
  readonly line: number;
  readonly onChanged: () => void;
}

function CallRow({ call, line, onChanged }: CallRowProps) {
  const values = Object.entries(call.variables);
  return (
    <tr>
      <td className="is-soft">{line}</td>
      <td className="outgoing-number">{formatPhone(call.to)}</td>
      <td>
        <i className={`run-dot is-${stateKind(call.state)}`} aria-hidden="true" /> {stateWords(call.state)}
        {call.answeredBy && <span className="is-soft"> by {answeredWords(call.answeredBy)}</span>}
        {call.reason && <p className="outgoing-reason">{call.reason}</p>}
        {call.state === 'unknown' && <Again call={call} onChanged={onChanged} />}
      </td>
      <td>{call.calledAt === null ? '' : formatTime(call.calledAt)}</td>
      <td className="outgoing-number">{call.duration === null ? '' : formatSeconds(call.duration)}</td>
      <td className="outgoing-values">
        {values.map(([name, value]) => (
          <span key={name} className="outgoing-value">
            <code>{name}</code> {valueText(value)}
          </span>
        ))}
      </td>
    </tr>
  );
}

function Again({ call, onChanged }: { readonly call: OutgoingCallView; readonly onChanged: () => void }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const again = async (): Promise<void> => {
    try {
      await outgoingApi.callAgain(call.id);
      onChanged();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <p className="outgoing-again">
      <button type="button" className="plain-button is-small" onClick={() => void again()}>
        Call again
      </button>{' '}
      <span className="is-soft">{trouble ?? 'The phone may ring a second time.'}</span>
    </p>
  );
}

/** https://www.twilio.com/docs/voice/answering-machine-detection#answeredby-values */
function answeredWords(by: string): string {
  if (by === 'human') return 'a person';
  if (by === 'fax') return 'a fax';
  return by.startsWith('machine') ? 'a machine' : 'somebody';
}
