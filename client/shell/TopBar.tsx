import { Settings } from 'lucide-react';
import { useState } from 'react';
import { documentStore } from '../state/document.ts';
import { useDocument, useFlow, useNarrow, useProblems } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { Brand } from './Brand.tsx';
import { CallButton } from './CallButton.tsx';
import { EnvironmentSwitch } from './EnvironmentSwitch.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { SavedState } from './SavedState.tsx';
import { ThemeButton } from './ThemeButton.tsx';

/** Name of the flow, whether it is saved, its problems and version, and the one main action. */
export function TopBar() {
  const narrow = useNarrow();
  return (
    <header className="top-bar">
      <Brand />
      <span className="top-slash" aria-hidden="true">
        /
      </span>
      <FlowName />
      <SavedState />
      <span className="top-space" />
      {!narrow && <EnvironmentSwitch />}
      <LanguageSwitch />
      <ProblemsPill />
      {!narrow && <VersionPill />}
      {!narrow && <ThemeButton />}
      {!narrow && (
        <button
          type="button"
          className="icon-button"
          aria-label="Settings"
          title="Settings"
          onClick={() => goTo({ page: 'settings' })}
        >
          <Settings size={16} aria-hidden="true" />
        </button>
      )}
      <CallButton />
      <button type="button" className="main-button" onClick={() => uiStore.getState().showDialog('publish')}>
        Publish
      </button>
    </header>
  );
}

function FlowName() {
  const name = useDocument((state) => state.document.name);
  const narrow = useNarrow();
  // A flow without a name could not be saved: what is left empty is as it was.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? name;
  return (
    <>
      <h1 className="visually-hidden">{name}</h1>
      <input
        className="flow-name"
        aria-label="Name of the flow"
        value={shown}
        readOnly={narrow}
        maxLength={120}
        size={Math.max(4, Math.min(36, shown.length + 1))}
        onChange={(event) => {
          const { value } = event.target;
          setTyped(value);
          if (value.trim() !== '') documentStore.getState().renameFlow(value);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </>
  );
}

function ProblemsPill() {
  const errors = useProblems((state) => state.errors);
  const count = useProblems((state) => state.problems.length);
  const narrow = useNarrow();
  // Where there is little room, only what is wrong takes some of it.
  if (narrow && count === 0) return null;
  const words = count === 0 ? 'No problems' : count === 1 ? '1 problem' : `${count} problems`;
  const dot = count === 0 ? 'is-live' : errors > 0 ? 'is-error' : 'is-warning';
  return (
    <button
      type="button"
      className="pill"
      aria-label={words}
      onClick={() => uiStore.getState().toggleDrawer('problems')}
    >
      <span className={`dot ${dot}`} aria-hidden="true" />
      {narrow ? count : words}
    </button>
  );
}

function VersionPill() {
  const live = useFlow((state) => state.live);
  const liveRevision = useFlow((state) => state.liveRevision);
  const revision = useDocument((state) => state.revision);
  const words =
    live === null
      ? 'Draft, not published'
      : revision > (liveRevision ?? 0)
        ? `Draft, ahead of version ${live}`
        : `Version ${live} is live`;
  return (
    <button type="button" className="pill" onClick={() => uiStore.getState().toggleDrawer('versions')}>
      {words}
    </button>
  );
}
