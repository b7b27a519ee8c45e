import { Clock, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecordingView, RetentionView } from '../../shared/api/recordings.ts';
import { flowsApi } from '../api/flows.ts';
import { type RecordingFilter, recordingsApi } from '../api/recordings.ts';
import { ApiFailure } from '../api/request.ts';
import { goTo } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { DeleteMany } from '../ui/controls/DeleteMany.tsx';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { formatTime } from '../ui/format.ts';
import { Filters } from './Filters.tsx';
import { RecordingTable } from './RecordingTable.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import { type Recordings, useRecordings } from './use-recordings.ts';
import { titleOf } from './words.ts';
import '../ui/forms.css';
import './recordings.css';

/** What was recorded in calls: to hear, read, save and delete. */
export function RecordingsPage() {
  const [filter, setFilter] = useState<RecordingFilter>({});
  const [doomed, setDoomed] = useState<readonly RecordingView[]>([]);
  const [keeping, setKeeping] = useState(false);
  const recordings = useRecordings(filter);
  const flows = useLoad('flows', () => flowsApi.list());
  const retention = useLoad('retention', () => recordingsApi.retention());
  useEffect(() => {
    document.title = 'Recordings – Patchcord';
  }, []);
  if (recordings.error instanceof ApiFailure && recordings.error.status === 401) return <SignedOut />;
  const only = doomed.length === 1 ? doomed[0] : undefined;
  // What was known before a look that failed may hold no more.
  const kept = retention.error ? undefined : retention.data;
  return (
    <div className="desk-page recordings">
      <header className="desk-head">
        <h1>Recordings</h1>
        {kept && (
          <button type="button" className="plain-button" onClick={() => setKeeping(true)}>
            <Clock size={15} aria-hidden="true" />
            {keptWords(kept)}
          </button>
        )}
        <button
          type="button"
          className="plain-button"
          aria-label="Refresh"
          title="Refresh"
          onClick={() => recordings.reload()}
        >
          <RefreshCw size={15} aria-hidden="true" />
        </button>
      </header>
      {kept?.trouble && (
        <p className="recordings-trouble" role="status">
          Deleting recordings by itself failed and is tried again. {kept.trouble}
        </p>
      )}
      {retention.error && (
        <p className="recordings-trouble" role="alert">
          Whether recordings are deleted by themselves could not be loaded. {retention.error.message}{' '}
          <button type="button" className="plain-button is-small" onClick={() => void retention.reload()}>
            Try again
          </button>
        </p>
      )}
      <Filters filter={filter} flows={flows.data?.flows ?? []} onChange={setFilter} />
      <Body recordings={recordings} filter={filter} onFilter={setFilter} onDelete={setDoomed} />
      <DeleteMany
        noun="recording"
        sids={doomed.map(({ sid }) => sid)}
        remove={recordingsApi.remove}
        onClose={() => setDoomed([])}
        onDeleted={(sids) => recordings.drop(new Set(sids))}
      >
        {only ? `The ${lowered(titleOf(only))} is` : 'They are'} deleted at Twilio, with what was written down of{' '}
        {only ? 'it' : 'them'}. This cannot be undone.
      </DeleteMany>
      {keeping && kept && (
        <RetentionDialog current={kept} onClose={() => setKeeping(false)} onSaved={() => void retention.reload()} />
      )}
    </div>
  );
}

function keptWords({ days }: RetentionView): string {
  return days === null ? 'Kept until deleted' : `Deleted after ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** In the middle of a sentence; names and times in it stay as they are written. */
function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

interface BodyProps {
  readonly recordings: Recordings;
  readonly filter: RecordingFilter;
  readonly onFilter: (filter: RecordingFilter) => void;
  readonly onDelete: (recordings: readonly RecordingView[]) => void;
}

function Body({ recordings, filter, onFilter, onDelete }: BodyProps) {
  const { list, error, loading } = recordings;
  if (list === undefined) return error ? <Failed error={error} again={recordings.reload} /> : <Loading />;
  if (list.length === 0 && !recordings.more)
    return <None filtered={Object.keys(filter).length > 0} clear={() => onFilter({})} />;
  return (
    <>
      {list.length > 0 && (
        <RecordingTable recordings={list} onDelete={onDelete} onCall={(call) => onFilter({ call })} />
      )}
      <footer className="recordings-foot">
        {error && (
          <p className="is-error" role="alert">
            {error.message}
          </p>
        )}
        <p role="status">{footWords(recordings)}</p>
        {recordings.more && (
          <button type="button" className="plain-button" disabled={loading} onClick={() => recordings.loadMore()}>
            {loading ? 'Looking' : list.length === 0 ? 'Look further back' : 'Show older ones'}
          </button>
        )}
      </footer>
    </>
  );
}

function footWords({ list = [], more, backTo }: Recordings): string {
  const count = list.length === 1 ? '1 recording' : `${list.length} recordings`;
  if (!more) return `${count}, that is all.`;
  const since = backTo === null ? '' : ` since ${formatTime(backTo)}`;
  return list.length === 0 ? `None${since}.` : `${count}${since}.`;
}

function Loading() {
  return <PageState busy title="Loading recordings" />;
}

function Failed({ error, again }: { readonly error: Error; readonly again: () => void }) {
  if (error instanceof ApiFailure && error.code === 'no-credentials') {
    const settings = (
      <button type="button" className="main-button" onClick={() => goTo({ page: 'settings' })}>
        Open Settings
      </button>
    );
    return (
      <PageState title="No Twilio account is set" actions={settings}>
        Recordings are kept in the Twilio account. Enter its SID and auth token, or an API key, and they are listed
        here.
      </PageState>
    );
  }
  const retry = (
    <button type="button" className="plain-button" onClick={again}>
      Try again
    </button>
  );
  return (
    <PageState title="The recordings could not be loaded" actions={retry}>
      {error.message}
    </PageState>
  );
}

function None({ filtered, clear }: { readonly filtered: boolean; readonly clear: () => void }) {
  if (!filtered) {
    return (
      <PageState title="No recordings yet">
        What a flow records with Record, Dial, or Start a recording appears here, as soon as Twilio has prepared it.
      </PageState>
    );
  }
  const actions = (
    <button type="button" className="plain-button" onClick={clear}>
      Show all
    </button>
  );
  return (
    <PageState title="No recording matches" actions={actions}>
      None was made in these days by what is chosen.
    </PageState>
  );
}
