import { ArrowLeft, Gauge, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { OutgoingListView } from '../../shared/api/outgoing.ts';
import { outgoingApi } from '../api/outgoing.ts';
import { ApiFailure } from '../api/request.ts';
import { useLoad } from '../state/use-load.ts';
import { usePolling } from '../state/use-polling.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { formatPhone, formatTime } from '../ui/format.ts';
import { LimitsDialog } from './LimitsDialog.tsx';
import { ListRun } from './ListRun.tsx';
import { NewRun } from './NewRun.tsx';
import { Progress } from './Progress.tsx';
import { isLive, placeWords, progressWords } from './words.ts';
import '../ui/forms.css';
import './outgoing.css';

/** Lists of people who are called through a flow: what they are at, and a new one. */
export function OutgoingPage() {
  const [place, goTo] = usePlace();
  const [kind, id] = placeOf(place);
  const isWhole = id === '';
  const [limits, setLimits] = useState(false);
  const [limitsSaved, setLimitsSaved] = useState(0);
  useEffect(() => {
    document.title = 'Calls out – Patchcord';
  }, []);
  return (
    <div className="desk-page outgoing">
      <header className="desk-head">
        {!isWhole && (
          <button
            type="button"
            className="icon-button"
            aria-label={ALL[kind]}
            title={ALL[kind]}
            onClick={() => goTo(kind === 'callback' ? CALLBACKS : '')}
          >
            <ArrowLeft size={16} aria-hidden="true" />
          </button>
        )}
        <h1>{place === 'new' ? 'New list' : 'Calls out'}</h1>
        <button type="button" className="plain-button" onClick={() => setLimits(true)}>
          <Gauge size={15} aria-hidden="true" /> Limits
        </button>
        {isWhole && (
          <button type="button" className="main-button" onClick={() => goTo('new')}>
            <Plus size={15} aria-hidden="true" /> New list
          </button>
        )}
      </header>
      {isWhole && (
        <fieldset className="run-counts">
          <legend className="visually-hidden">Show</legend>
          {(['list', 'callback'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                checked={kind === one}
                onChange={() => goTo(one === 'callback' ? CALLBACKS : '')}
              />
              <span>{KINDS[one]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {isWhole ? (
        <Lists key={kind} kind={kind} onOpen={(list) => goTo(kind === 'callback' ? `${CALLBACKS}/${list}` : list)} />
      ) : place === 'new' ? (
        <NewRun limits={limitsSaved} onStarted={goTo} />
      ) : (
        <ListRun key={id} id={id} />
      )}
      {limits && <LimitsDialog onClose={() => setLimits(false)} onSaved={() => setLimitsSaved(limitsSaved + 1)} />}
    </div>
  );
}

type Kind = OutgoingListView['kind'];

const KINDS: Readonly<Record<Kind, string>> = { list: 'Lists', callback: 'Call-backs' };
const ALL: Readonly<Record<Kind, string>> = { list: 'All lists', callback: 'All call-backs' };
const CALLBACKS = 'call-backs';

/** What is shown of which kind; everything where the id is empty. */
function placeOf(place: string): [Kind, string] {
  const [first = '', id = ''] = place.split('/');
  return first === CALLBACKS ? ['callback', id] : ['list', place];
}

/**
 * What is shown stands in the address, so that a reload and the way back lead to it: nothing, `new`, a list's id, or `call-backs` with
 * or without one.
 */
function usePlace(): [string, (place: string) => void] {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const follow = () => setPlace(readPlace());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return [
    place,
    (next) => {
      window.location.hash = next;
    },
  ];
}

function readPlace(): string {
  return window.location.hash.slice(1);
}

const POLL_MS = 4_000;

function Lists({ kind, onOpen }: { readonly kind: Kind; readonly onOpen: (place: string) => void }) {
  const { data, error, reload } = useLoad(`outgoing-lists ${kind}`, () => outgoingApi.lists(kind));
  usePolling(reload, data?.lists.some(isLive) ? POLL_MS : null);
  if (error instanceof ApiFailure && error.status === 401) return <SignedOut />;
  if (!data) {
    if (!error) return <PageState busy title="Loading lists" />;
    return (
      <PageState title="The lists could not be loaded" actions={again(reload)}>
        {error.message}
      </PageState>
    );
  }
  if (data.lists.length === 0 && kind === 'callback') {
    return (
      <PageState title="Nobody asked to be called back">
        Whoever gets to a block “Call back” of a flow is put here, and called when it says so.
      </PageState>
    );
  }
  if (data.lists.length === 0) {
    const make = (
      <button type="button" className="main-button" onClick={() => onOpen('new')}>
        New list
      </button>
    );
    return (
      <PageState title="Nobody has been called yet" actions={make}>
        Choose a published flow and a CSV with a number in each row: everybody in it is called, and each call runs the
        flow.
      </PageState>
    );
  }
  return (
    <ul className="runs">
      {data.lists.map((list) => (
        <Run key={list.id} list={list} onOpen={() => onOpen(list.id)} />
      ))}
    </ul>
  );
}

function Run({ list, onOpen }: { readonly list: OutgoingListView; readonly onOpen: () => void }) {
  return (
    <li className="run">
      <button type="button" className="run-name" onClick={onOpen}>
        {list.kind === 'callback' ? formatPhone(list.name) : list.name}
      </button>
      <span className="run-facts">
        {list.origin && `Asked in ${list.origin.flow} · `}
        {placeWords(list)}, version {list.version} · from {formatPhone(list.from)} · {formatTime(list.createdAt)}
      </span>
      {list.kind === 'list' && <Progress list={list} />}
      <span className={`run-words ${list.waits || list.status === 'paused' ? 'is-waiting' : ''}`}>
        {progressWords(list)}
      </span>
    </li>
  );
}

function again(reload: () => Promise<void>): ReactNode {
  return (
    <button type="button" className="plain-button" onClick={() => void reload()}>
      Try again
    </button>
  );
}
