import { CodeXml, Download, FileUp, Plus, Trash2, TriangleAlert, Workflow } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ListedFlowView } from '../../shared/api/flows.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { overtaken } from '../state/pins.ts';
import { goTo, pathOf } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { formatTime } from '../ui/format.ts';
import { FileDrop } from './FileDrop.tsx';
import { downloadFlow } from './files.ts';
import { NewFlowDialog } from './NewFlowDialog.tsx';
import { useImports } from './use-imports.tsx';
import './flows.css';

/** Every flow there is, and ways to get another. */
export function FlowsPage() {
  const { data, error, reload } = useLoad('flows', () => flowsApi.list());
  const [making, setMaking] = useState(false);
  const imports = useImports();
  const { trouble, setTrouble } = imports;
  const only = useOnlyFlow(data?.flows);
  useEffect(() => {
    document.title = 'Flows – Patchcord';
  }, []);
  if (error instanceof ApiFailure && error.status === 401) return <SignedOut />;
  const chosen = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    input.value = '';
    void imports.take(files);
  };
  return (
    <>
      <div className="flows">
        <header className="flows-head">
          <h1>Flows</h1>
          <label className="plain-button import-button">
            <FileUp size={15} aria-hidden="true" /> Import
            <input
              type="file"
              multiple
              accept=".json,.xml,.twiml,application/json,text/xml,application/xml"
              aria-label="Import a flow file"
              onChange={(event) => chosen(event.currentTarget)}
            />
          </label>
          <button type="button" className="plain-button" onClick={imports.pasteTwiml}>
            <CodeXml size={15} aria-hidden="true" /> Import TwiML…
          </button>
          <button type="button" className="plain-button" onClick={imports.pasteStudio}>
            <Workflow size={15} aria-hidden="true" /> Import from Studio…
          </button>
          <button type="button" className="main-button" onClick={() => setMaking(true)}>
            <Plus size={15} aria-hidden="true" /> New flow
          </button>
        </header>
        {trouble && (
          <p className="flows-trouble" role="alert">
            {trouble}
          </p>
        )}
        {error && <Failed message={error.message} again={() => void reload()} />}
        {!error && (data === undefined || only) && <PageState busy title="Loading flows" />}
        {!error && data && !only && (
          <FlowList flows={data.flows} make={() => setMaking(true)} changed={() => void reload()} fail={setTrouble} />
        )}
      </div>
      <NewFlowDialog open={making} onClose={() => setMaking(false)} />
      <FileDrop imports={imports} />
      {imports.dialogs}
    </>
  );
}

/** With a single flow there is nothing to choose: the front door leads straight to it; the list stays reachable under /flows. */
function useOnlyFlow(flows: readonly ListedFlowView[] | undefined): boolean {
  const only = window.location.pathname === '/' && flows?.length === 1 ? flows[0] : undefined;
  useEffect(() => {
    if (only) goTo({ page: 'designer', flow: only.id }, { replace: true });
  }, [only]);
  return only !== undefined;
}

interface FlowListProps {
  readonly flows: readonly ListedFlowView[];
  readonly make: () => void;
  readonly changed: () => void;
  readonly fail: (message: string) => void;
}

function FlowList({ flows, make, changed, fail }: FlowListProps) {
  if (flows.length === 0) {
    const actions = (
      <button type="button" className="main-button" onClick={make}>
        New flow
      </button>
    );
    return (
      <PageState title="No flows yet" actions={actions}>
        A flow says what happens when somebody calls. Begin with a template or an empty one.
      </PageState>
    );
  }
  return (
    <ul className="flow-cards">
      {flows.map((flow) => (
        <FlowCard key={flow.id} flow={flow} flows={flows} changed={changed} fail={fail} />
      ))}
    </ul>
  );
}

function FlowCard({ flow, flows, changed, fail }: { flow: ListedFlowView } & Omit<FlowListProps, 'make'>) {
  const ahead = flow.live !== null && flow.revision > (flow.liveRevision ?? 0);
  const version =
    flow.live === null
      ? 'Not published'
      : ahead
        ? `Draft, ahead of version ${flow.live}`
        : `Version ${flow.live} is live`;
  const attempt = (action: () => Promise<unknown>, then?: () => void) => () =>
    action().then(then, (reason: unknown) => fail(reason instanceof Error ? reason.message : String(reason)));
  return (
    <li className="flow-card">
      <a
        href={pathOf({ page: 'designer', flow: flow.id })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          goTo({ page: 'designer', flow: flow.id });
        }}
      >
        <strong>{flow.name}</strong>
        <code>{flow.id}</code>
      </a>
      <p>
        <span className={flow.live === null ? 'dot' : 'dot is-live'} aria-hidden="true" /> {version}
      </p>
      <p className="flow-time">Changed {formatTime(flow.updatedAt)}</p>
      <OtherFlows flow={flow} flows={flows} />
      <div className="flow-actions">
        <button
          type="button"
          className="icon-button"
          aria-label={`Download ${flow.name}`}
          title="Download"
          onClick={attempt(() => downloadFlow(flow.id))}
        >
          <Download size={15} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete ${flow.name}`}
          title="Delete"
          onClick={() => {
            // The one thing undo cannot bring back: versions and their history go too.
            if (window.confirm(`Delete “${flow.name}” with all its versions?`))
              void attempt(() => flowsApi.remove(flow.id), changed)();
          }}
        >
          <Trash2 size={15} aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}

/** What a flow has to do with others: who runs it, and which of those it runs have gone on since. */
function OtherFlows({ flow, flows }: { flow: ListedFlowView; flows: readonly ListedFlowView[] }) {
  const nameOf = (id: string): string => flows.find((one) => one.id === id)?.name ?? id;
  const live = Object.fromEntries(flows.map((one) => [one.id, one.live]));
  const older = overtaken(flow.calls, live, flow.id);
  return (
    <>
      {flow.calledBy.length > 0 && <p className="flow-time">Called by {flow.calledBy.map(nameOf).join(', ')}</p>}
      {older.map(({ flow: id, uses, now }) => (
        <p key={id} className="flow-overtaken">
          <TriangleAlert size={14} aria-hidden="true" />
          <span>
            {nameOf(id)}: uses version {uses}, live is {now}. Publish again to take it over.
          </span>
        </p>
      ))}
    </>
  );
}

function Failed({ message, again }: { message: string; again: () => void }) {
  const actions = (
    <button type="button" className="plain-button" onClick={again}>
      Try again
    </button>
  );
  return (
    <PageState title="The flows could not be loaded" actions={actions}>
      {message}
    </PageState>
  );
}
