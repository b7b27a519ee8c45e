import { ArrowLeft, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { CallSummaryView, CallView } from '../../shared/api/calls.ts';
import { type CallValues, valueRows } from '../../shared/variables/values.ts';
import { callsApi } from '../api/calls.ts';
import { flowsApi } from '../api/flows.ts';
import { type BlockNames, blockNames, showBlock } from '../state/block-names.ts';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import { useLoad } from '../state/use-load.ts';
import { usePolling } from '../state/use-polling.ts';
import { Values } from '../ui/controls/Values.tsx';
import { formatPhone, formatSpan, formatTime } from '../ui/format.ts';
import { CallRecordings } from './CallRecordings.tsx';
import { CallTurns } from './CallTurns.tsx';
import '../ui/forms.css';
import './calls.css';

const REFRESH_MS = 5_000;

/** Calls and conversations of the open flow with the log of every step. */
export function CallsPanel() {
  const flow = useStore(documentStore, (state) => state.flowId);
  const [open, setOpen] = useState<string | null>(null);
  const calls = useLoad(flow, () => callsApi.list({ flow: flow ?? '', limit: 50 }));
  usePolling(calls.reload, REFRESH_MS);

  if (calls.data === undefined && calls.error) {
    return (
      <div className="panel-empty">
        <p>The calls could not be fetched. {calls.error.message}</p>
        <button type="button" className="plain-button is-small" onClick={() => void calls.reload()}>
          Try again
        </button>
      </div>
    );
  }
  if (calls.data === undefined) return <p className="panel-empty">Fetching the calls</p>;
  const list = calls.data.calls;
  if (list.length === 0) return <NoCalls onRefresh={() => void calls.reload()} />;
  return (
    <section className={`calls ${open ? 'has-open' : ''}`} aria-label="Calls">
      <div className="calls-list">
        <header className="calls-head">
          <span>
            {list.length === 50 ? 'The latest 50 calls' : `${list.length} ${list.length === 1 ? 'call' : 'calls'}`}
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label="Refresh"
            title="Refresh"
            onClick={() => void calls.reload()}
          >
            <RefreshCw size={14} aria-hidden="true" className={calls.loading ? 'is-turning' : undefined} />
          </button>
        </header>
        <ul>
          {list.map((call) => (
            <CallRow key={call.sid} call={call} current={call.sid === open} onOpen={() => setOpen(call.sid)} />
          ))}
        </ul>
      </div>
      {open ? (
        <CallOpen key={open} sid={open} onBack={() => setOpen(null)} />
      ) : (
        <p className="panel-empty">Choose a call to see every request, answer and step.</p>
      )}
    </section>
  );
}

function CallRow({ call, current, onOpen }: { call: CallSummaryView; current: boolean; onOpen: () => void }) {
  const state = call.failed ? 'is-failed' : isLive(call) ? 'is-live' : '';
  return (
    <li>
      <button type="button" className="call-row" aria-current={current || undefined} onClick={onOpen}>
        <span className={`call-dot ${state}`} aria-hidden="true" />
        <span className="call-from">{formatPhone(call.from)}</span>
        <span className="call-state">{call.failed ? 'fallback' : stateWords(call)}</span>
        <span className="call-facts">
          {formatTime(call.startedAt)} · {call.turns} {call.turns === 1 ? 'turn' : 'turns'} · version {call.version}
        </span>
      </button>
    </li>
  );
}

/** A conversation that waits for an answer in vain is open for ever; it is told by the time. */
function isLive({ status, waitsUntil }: CallSummaryView): boolean {
  return status === 'active' && (waitsUntil === null || waitsUntil >= Date.now());
}

function stateWords(call: CallSummaryView): string {
  if (call.status !== 'active') return call.status;
  if (call.waitsUntil === null) return 'on the line';
  return isLive(call) ? 'waits for an answer' : 'no answer came';
}

function CallOpen({ sid, onBack }: { sid: string; onBack: () => void }) {
  const { data: call, error, reload } = useLoad(sid, () => callsApi.get(sid));
  const live = call !== undefined && isLive(call);
  usePolling(reload, live ? REFRESH_MS : null);
  const { nameOf, ownNameOf, exitOf } = useNames(call);
  if (error && !call) return <p className="panel-empty is-error">{error.message}</p>;
  if (!call) return <p className="panel-empty">Fetching the call</p>;
  return (
    <article
      className="call"
      aria-label={`${call.channel === 'voice' ? 'Call' : 'Conversation'} from ${formatPhone(call.from)}`}
    >
      <header className="call-head">
        <button type="button" className="icon-button call-back" aria-label="Back to the calls" onClick={onBack}>
          <ArrowLeft size={15} aria-hidden="true" />
        </button>
        <div>
          <h3>
            {formatPhone(call.from)} <span>{call.channel === 'voice' ? 'called' : 'wrote to'}</span>{' '}
            {formatPhone(call.to)}
          </h3>
          <p>
            {formatTime(call.startedAt)} · {formatSpan(call.lastAt - call.startedAt)} · version {call.version} ·{' '}
            {stateWords(call)}
            {call.waitingAt && live ? `, waits at ${nameOf(call.waitingAt)}` : ''}
          </p>
          <code>{call.sid}</code>
        </div>
      </header>
      <CallRecordings call={call} nameOf={nameOf} />
      <CallTurns call={call} nameOf={nameOf} ownNameOf={ownNameOf} exitOf={exitOf} onBlock={showBlock} />
      <ValuesOf call={call} />
    </article>
  );
}

/** Names of blocks as they are now; those of called flows, in which the flow's own may have changed too, as the call went through them. */
function useNames(call: CallView | undefined): BlockNames {
  const flow = useStore(documentStore, (state) => state.document);
  const inside = call?.steps.some(({ log }) => log.some(({ block }) => block.includes('.'))) === true;
  const { data } = useLoad(call && inside ? `${call.flow} ${call.version}` : null, () =>
    flowsApi.behind(call?.flow ?? '', call?.version ?? 0),
  );
  return useMemo(() => {
    const own = blockNames({ flow });
    const [version] = data?.versions ?? [];
    const then = version && blockNames({ flow: version.document, called: data });
    const names = (id: string): BlockNames => (id.includes('.') && then ? then : own);
    return {
      nameOf: (id) => names(id).nameOf(id),
      ownNameOf: (id) => names(id).ownNameOf(id),
      exitOf: (id, exit) => names(id).exitOf(id, exit),
    };
  }, [flow, data]);
}

function ValuesOf({ call }: { call: CallView }) {
  const rows = valueRows(call as CallValues);
  if (rows.length === 0) return null;
  return (
    <section className="call-variables" aria-label="Values">
      <h4>{call.status === 'ended' ? 'Values at the end' : 'Values by now'}</h4>
      <Values rows={rows} label="Values of the call" />
    </section>
  );
}

function NoCalls({ onRefresh }: { onRefresh: () => void }) {
  return (
    <div className="panel-empty">
      <h3>No calls yet</h3>
      <p>
        Calls appear here once a number leads to this flow: publish it, point a number at it, and call that number.
        Every request, answer and step is kept.
      </p>
      <div className="panel-empty-actions">
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => uiStore.getState().showDialog('publish')}
        >
          Publish
        </button>
        <button type="button" className="plain-button is-small" onClick={onRefresh}>
          <RefreshCw size={14} aria-hidden="true" /> Refresh
        </button>
      </div>
    </div>
  );
}
