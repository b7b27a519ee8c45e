import { Ban, Download, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { OutgoingListView, OutgoingState } from '../../shared/api/outgoing.ts';
import { outgoingApi } from '../api/outgoing.ts';
import { useLoad } from '../state/use-load.ts';
import { usePolling } from '../state/use-polling.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { formatPhone, formatTime } from '../ui/format.ts';
import { CallTable } from './CallTable.tsx';
import { Progress } from './Progress.tsx';
import { countOf, isLive, people, placeWords, progressWords, STATES } from './words.ts';

const LIVE_MS = 2_000;

/** One list while it runs and afterwards: how far it is, what became of whom, and ways to hold it. */
export function ListRun({ id }: { readonly id: string }) {
  const { data: list, error, reload } = useLoad(`list ${id}`, () => outgoingApi.list(id));
  const [state, setState] = useState<OutgoingState | undefined>(undefined);
  usePolling(reload, list && isLive(list) ? LIVE_MS : null);
  if (!list) {
    if (!error) return <PageState busy title="Loading the list" />;
    return <PageState title="The list could not be loaded">{error.message}</PageState>;
  }
  return (
    <>
      <section className="run is-whole" aria-label="Progress">
        <h2>{list.kind === 'callback' ? `Call-back to ${formatPhone(list.name)}` : list.name}</h2>
        <span className="run-facts">
          {placeWords(list)}, version {list.version} · from {formatPhone(list.from)} ·{' '}
          {list.origin ? (
            <>
              asked {formatTime(list.createdAt)} in {list.origin.flow}, block {list.origin.block}, in{' '}
              <code>{list.origin.sid}</code>
            </>
          ) : (
            `${formatTime(list.createdAt)} · at most ${list.concurrency} at a time, ${list.callsPerSecond} a second`
          )}
          {list.hours && ` · ${list.hours.from} to ${list.hours.to}, ${list.hours.timezone}`}
        </span>
        <Progress list={list} />
        <p className="run-words" role="status">
          {progressWords(list)}
        </p>
        <Actions list={list} onDone={() => void reload()} />
      </section>
      {error && (
        <p className="outgoing-trouble" role="alert">
          {error.message}
        </p>
      )}
      {list.counts.unknown > 0 && <Unknown list={list} onShow={() => setState('unknown')} />}
      <fieldset className="run-counts">
        <legend className="visually-hidden">Show</legend>
        <label>
          <input type="radio" name="state" checked={state === undefined} onChange={() => setState(undefined)} />
          <span>All {list.total.toLocaleString('en')}</span>
        </label>
        {STATES.filter((one) => list.counts[one.state] > 0).map((one) => (
          <label key={one.state}>
            <input type="radio" name="state" checked={state === one.state} onChange={() => setState(one.state)} />
            <span>
              <i className={`run-dot is-${one.kind}`} aria-hidden="true" />{' '}
              {list.counts[one.state].toLocaleString('en')} {one.words}
            </span>
          </label>
        ))}
      </fieldset>
      {/* Another filter begins at the first page. */}
      <CallTable key={state ?? 'all'} list={list} state={state} onChanged={() => void reload()} />
    </>
  );
}

function Actions({ list, onDone }: { readonly list: OutgoingListView; readonly onDone: () => void }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const act = async (action: 'pause' | 'resume' | 'cancel'): Promise<void> => {
    setTrouble(null);
    setAsking(false);
    try {
      await outgoingApi.act(list.id, action);
      onDone();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  const open = list.status === 'running' || list.status === 'paused';
  const left = countOf(list, 'todo');
  return (
    <div className="run-actions">
      {list.status === 'running' && (
        <button type="button" className="plain-button" onClick={() => void act('pause')}>
          <Pause size={14} aria-hidden="true" /> Pause
        </button>
      )}
      {list.status === 'paused' && (
        <button type="button" className="main-button" onClick={() => void act('resume')}>
          <Play size={14} aria-hidden="true" /> Go on
        </button>
      )}
      {open && !asking && (
        <button type="button" className="plain-button" onClick={() => setAsking(true)}>
          <Ban size={14} aria-hidden="true" /> Cancel
        </button>
      )}
      {open && asking && (
        <>
          <span>{people(left)} will not be called. Calls that go on go on.</span>
          <button type="button" className="plain-button is-destructive" onClick={() => void act('cancel')}>
            Cancel {list.kind === 'callback' ? 'the call-back' : 'the list'}
          </button>
          <button type="button" className="quiet-button" onClick={() => setAsking(false)}>
            Keep it
          </button>
        </>
      )}
      <a className="plain-button run-report" href={outgoingApi.reportUrl(list.id)} download={`${list.name}.csv`}>
        <Download size={14} aria-hidden="true" /> Report
      </a>
      {trouble && (
        <p className="outgoing-trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** Why some calls are neither done nor called again, and what can be done. */
function Unknown({ list, onShow }: { readonly list: OutgoingListView; readonly onShow: () => void }) {
  const { unknown } = list.counts;
  return (
    <div className="outgoing-note">
      <p>
        Of {unknown === 1 ? '1 call nobody knows whether it was' : `${unknown} calls nobody knows whether they were`}{' '}
        placed: Twilio’s answer was lost and its list of calls does not tell. Nobody is called twice by itself. Look in
        Twilio’s console, then call again or leave it.
      </p>
      <button type="button" className="plain-button is-small" onClick={onShow}>
        Show {unknown === 1 ? 'it' : 'them'}
      </button>
    </div>
  );
}
