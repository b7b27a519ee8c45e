import { useState } from 'react';
import { useStore } from 'zustand';
import type { VersionSummaryView } from '../../shared/api/flows.ts';
import { flowsApi } from '../api/flows.ts';
import { documentStore } from '../state/document.ts';
import { flowStore, uiStore } from '../state/index.ts';
import { useLoad } from '../state/use-load.ts';
import { formatTime } from '../ui/format.ts';
import { Comparison } from './Comparison.tsx';
import '../ui/forms.css';
import './versions.css';

/** What was published, which of it new calls get, and the ways back. */
export function VersionsPanel() {
  const flow = useStore(documentStore, (state) => state.flowId);
  const versions = useLoad(flow, () => flowsApi.versions(flow ?? ''));
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
  const { live, versions: list } = versions.data;
  if (list.length === 0) return <NoVersions />;

  const setLive = async (version: number | null): Promise<void> => {
    try {
      flowStore.getState().setLive(await flowsApi.setLive(flow, version));
      setDone({ text: liveWords(version), undo: () => void setLive(live) });
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
            open={version.version === open}
            onOpen={() => setOpen(open === version.version ? null : version.version)}
            onLive={() => void setLive(version.version)}
            onTakeDown={() => void setLive(null)}
            onRestore={() => void restore(version.version)}
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

interface VersionRowProps {
  readonly version: VersionSummaryView;
  readonly live: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onLive: () => void;
  readonly onTakeDown: () => void;
  readonly onRestore: () => void;
}

function VersionRow({ version, live, open, onOpen, onLive, onTakeDown, onRestore }: VersionRowProps) {
  return (
    <li className="version">
      <div className="version-head">
        <span className="version-number">
          Version {version.version}
          {live && <span className="live-mark">live</span>}
        </span>
        <span className="version-note">{version.note || <span className="is-quiet">No note</span>}</span>
        <time className="version-time">{formatTime(version.publishedAt)}</time>
        <span className="version-actions">
          <button type="button" className="plain-button is-small" aria-expanded={open} onClick={onOpen}>
            Compare
          </button>
          <button type="button" className="plain-button is-small" onClick={onRestore}>
            Use as draft
          </button>
          {live ? (
            <button type="button" className="plain-button is-small" onClick={onTakeDown}>
              Take down
            </button>
          ) : (
            <button type="button" className="plain-button is-small" onClick={onLive}>
              Make live
            </button>
          )}
        </span>
      </div>
      {open && <Comparison flow={version.flow} version={version.version} />}
    </li>
  );
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

function liveWords(version: number | null): string {
  return version === null
    ? 'Taken down: new calls get no version. Calls on the line go on.'
    : `New calls get version ${version}. Calls on the line go on as they began.`;
}
