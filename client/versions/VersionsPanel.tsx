import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { VersionListView, VersionSummaryView } from '../../shared/api/flows.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { flowsApi } from '../api/flows.ts';
import { documentStore } from '../state/document.ts';
import { useEnvironments } from '../state/environments.ts';
import { useFlow } from '../state/hooks.ts';
import { flowStore, uiStore } from '../state/index.ts';
import { overtaken } from '../state/pins.ts';
import { useLoad } from '../state/use-load.ts';
import { type CalledFlow, VersionRow } from './VersionRow.tsx';
import '../ui/forms.css';
import './versions.css';

/** What was published, which of it new calls get, and the ways back. */
export function VersionsPanel() {
  const flow = useStore(documentStore, (state) => state.flowId);
  const versions = useLoad(flow, () => flowsApi.versions(flow ?? ''));
  useReloadOf(versions.reload);
  const { view } = useEnvironments();
  const nameOf = useFlowNames(versions.data);
  const [open, setOpen] = useState<number | null>(null);
  const [done, setDone] = useState<Done | null>(null);

  if (versions.data === undefined && versions.error) {
    return (
      <div className="panel-empty">
        <p>The versions could not be fetched. {versions.error.message}</p>
        <button type="button" className="plain-button is-small" onClick={() => void versions.reload()}>
          Try again
        </button>
      </div>
    );
  }
  if (!versions.data || flow === null) return <p className="panel-empty">Fetching the versions</p>;
  const { live, environments: runs, again, versions: list } = versions.data;
  if (list.length === 0) return <NoVersions />;
  const others = (view?.environments ?? []).filter((name) => name !== LIVE);

  const setLive = async (version: number | null): Promise<void> => {
    try {
      flowStore.getState().setLive(await flowsApi.setLive(flow, version));
      setDone({ text: liveWords(version), undo: () => void setLive(live) });
    } catch (error) {
      setDone({ text: error instanceof Error ? error.message : String(error), failed: true });
    }
    await versions.reload();
  };
  const runIn = async (environment: string, version: number | null): Promise<void> => {
    const before = runs[environment] ?? null;
    try {
      await flowsApi.setLive(flow, version, environment);
      setDone({ text: runWords(environment, version), undo: () => void runIn(environment, before) });
    } catch (error) {
      setDone({ text: error instanceof Error ? error.message : String(error), failed: true });
    }
    await versions.reload();
  };
  const restore = async (version: number): Promise<void> => {
    try {
      const { document } = await flowsApi.version(flow, version);
      documentStore.getState().restore(document);
      setDone({ text: `The draft is now as version ${version}.`, undo: () => documentStore.getState().undo() });
    } catch (error) {
      setDone({ text: error instanceof Error ? error.message : String(error), failed: true });
    }
  };
  return (
    <section className="versions" aria-label="Versions">
      {done && <DoneBar done={done} onClose={() => setDone(null)} />}
      <ul className="version-list">
        {list.map((version) => (
          <VersionRow
            key={version.version}
            version={version}
            live={version.version === live}
            calls={callsOf(version, runs, again, nameOf)}
            open={version.version === open}
            onOpen={() => setOpen(open === version.version ? null : version.version)}
            onLive={() => void setLive(version.version)}
            onTakeDown={() => void setLive(null)}
            onRestore={() => void restore(version.version)}
            environments={others.map((name) => ({ name, runs: runs[name] === version.version }))}
            onRunIn={(name, on) => void runIn(name, on ? version.version : null)}
          />
        ))}
      </ul>
    </section>
  );
}

interface Done {
  readonly text: string;
  readonly failed?: boolean;
  readonly undo?: () => void;
}

function DoneBar({ done, onClose }: { done: Done; onClose: () => void }) {
  return (
    <div className={`done-bar ${done.failed ? 'is-error' : ''}`} role="status">
      <span>{done.text}</span>
      {done.undo && (
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => {
            onClose();
            done.undo?.();
          }}
        >
          Undo
        </button>
      )}
      <button type="button" className="text-button" onClick={onClose}>
        close
      </button>
    </div>
  );
}

/** Fetches anew once something else is live: it was published meanwhile. */
function useReloadOf(reload: () => Promise<void>): void {
  const live = useFlow((state) => state.live);
  const known = useRef(live);
  useEffect(() => {
    if (known.current === live) return;
    known.current = live;
    void reload();
  }, [live, reload]);
}

/** Names of the flows that versions run; fetched where there are any. */
function useFlowNames(data: VersionListView | undefined): (flow: string) => string {
  const calls = data?.versions.some((version) => Object.keys(version.calls).length > 0) === true;
  const flows = useLoad(calls ? 'flows' : null, () => flowsApi.list());
  return (flow) => flows.data?.flows.find(({ id }) => id === flow)?.name ?? flow;
}

function callsOf(
  { flow: self, version, calls }: VersionSummaryView,
  runs: VersionListView['environments'],
  again: VersionListView['again'],
  nameOf: (flow: string) => string,
): readonly CalledFlow[] {
  const runsIn = Object.keys(runs).filter((environment) => runs[environment] === version);
  return Object.entries(calls)
    .filter(([flow]) => flow !== self)
    .map(([flow, uses]) => ({
      flow,
      name: nameOf(flow),
      version: uses,
      overtaken: runsIn.flatMap((environment) =>
        overtaken({ [flow]: uses }, again[environment] ?? {}, self).map(({ now }) => ({ environment, version: now })),
      ),
    }));
}

function NoVersions() {
  return (
    <div className="panel-empty">
      <h3>Nothing published yet</h3>
      <p>
        Publishing keeps the draft as version 1. Calls run on published versions only, so you can go on editing in
        peace.
      </p>
      <div className="panel-empty-actions">
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => uiStore.getState().showDialog('publish')}
        >
          Publish
        </button>
      </div>
    </div>
  );
}

function runWords(environment: string, version: number | null): string {
  return version === null
    ? `Taken down from ${environment}: new calls there get no version.`
    : `New calls in ${environment} get version ${version}.`;
}

function liveWords(version: number | null): string {
  return version === null
    ? 'Taken down: new calls get no version. Calls on the line go on.'
    : `New calls get version ${version}. Calls on the line go on as they began.`;
}
