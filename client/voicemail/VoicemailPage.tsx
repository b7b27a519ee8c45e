import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { type VoicemailFilter, voicemailsApi } from '../api/voicemails.ts';
import { goTo } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { DeleteMany } from '../ui/controls/DeleteMany.tsx';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { Filters } from './Filters.tsx';
import { MessageList } from './MessageList.tsx';
import { type Inbox, useInbox } from './use-inbox.ts';
import { callerWords } from './words.ts';
import '../ui/forms.css';
import './voicemail.css';

/** The inbox: messages that callers left, to be heard, read, answered and deleted. */
export function VoicemailPage() {
  const [filter, setFilter] = useState<VoicemailFilter>({});
  const [doomed, setDoomed] = useState<readonly VoicemailView[]>([]);
  const inbox = useInbox(filter);
  const flows = useLoad('flows', () => flowsApi.list());
  useEffect(() => {
    document.title = 'Voicemail – Patchcord';
  }, []);
  if (inbox.error instanceof ApiFailure && inbox.error.status === 401) return <SignedOut />;
  const filtered = Object.keys(filter).length > 0;
  const only = doomed.length === 1 ? doomed[0] : undefined;
  const empty = inbox.list?.length === 0 && !filtered;
  return (
    <div className="desk-page inbox">
      <header className="desk-head">
        <h1>Voicemail</h1>
        <button type="button" className="plain-button" aria-label="Refresh" title="Refresh" onClick={inbox.reload}>
          <RefreshCw size={15} aria-hidden="true" />
        </button>
      </header>
      {!empty && <Filters filter={filter} boxes={inbox.boxes} flows={flows.data?.flows ?? []} onChange={setFilter} />}
      <Body inbox={inbox} filtered={filtered} clear={() => setFilter({})} onDelete={setDoomed} />
      <DeleteMany
        noun="message"
        sids={doomed.map(({ sid }) => sid)}
        remove={voicemailsApi.remove}
        onClose={() => setDoomed([])}
        onDeleted={inbox.drop}
      >
        {only ? `The recording of ${callerWords(only)} is` : 'Their recordings are'} deleted at Twilio, too, with what
        was written down. This cannot be undone.
      </DeleteMany>
    </div>
  );
}

interface BodyProps {
  readonly inbox: Inbox;
  readonly filtered: boolean;
  readonly clear: () => void;
  readonly onDelete: (messages: readonly VoicemailView[]) => void;
}

function Body({ inbox, filtered, clear, onDelete }: BodyProps) {
  const { list, error, loading, more } = inbox;
  if (list === undefined) return error ? <Failed error={error} again={inbox.reload} /> : <Loading />;
  if (list.length === 0 && !more) return filtered ? <NoMatch clear={clear} /> : <None />;
  return (
    <>
      <MessageList messages={list} onMark={inbox.mark} onDelete={onDelete} />
      <footer className="inbox-foot">
        {error && (
          <p className="is-error" role="alert">
            {error.message}
          </p>
        )}
        {more && (
          <button type="button" className="plain-button" disabled={loading} onClick={inbox.loadMore}>
            {loading ? 'Looking' : 'Show older ones'}
          </button>
        )}
      </footer>
    </>
  );
}

function Loading() {
  return <PageState busy title="Loading messages" />;
}

function Failed({ error, again }: { readonly error: Error; readonly again: () => void }) {
  const retry = (
    <button type="button" className="plain-button" onClick={again}>
      Try again
    </button>
  );
  return (
    <PageState title="The messages could not be loaded" actions={retry}>
      {error.message}
    </PageState>
  );
}

function None() {
  const flows = (
    <button type="button" className="plain-button" onClick={() => goTo({ page: 'flows' })}>
      Open your flows
    </button>
  );
  return (
    <PageState title="No messages yet" actions={flows}>
      What callers leave in a Voicemail block appears here, with what they said where it is written down. The template
      After-hours voicemail has such a block.
    </PageState>
  );
}

function NoMatch({ clear }: { readonly clear: () => void }) {
  const actions = (
    <button type="button" className="plain-button" onClick={clear}>
      Show all
    </button>
  );
  return (
    <PageState title="No message matches" actions={actions}>
      None is what is chosen above.
    </PageState>
  );
}
