import type { VersionSummaryView } from '../../shared/api/flows.ts';
import { formatTime } from '../ui/format.ts';
import { Comparison } from './Comparison.tsx';

interface VersionRowProps {
  readonly version: VersionSummaryView;
  readonly live: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onLive: () => void;
  readonly onTakeDown: () => void;
  readonly onRestore: () => void;
  /** Environments beside `live`, and whether the version runs there. */
  readonly environments: readonly { readonly name: string; readonly runs: boolean }[];
  readonly onRunIn: (environment: string, on: boolean) => void;
}

/** One version: where it runs, and what can be done with it. */
export function VersionRow(props: VersionRowProps) {
  const { version, live, open, onOpen, onLive, onTakeDown, onRestore, environments, onRunIn } = props;
  return (
    <li className="version">
      <div className="version-head">
        <span className="version-number">
          Version {version.version}
          {live && <span className="live-mark">live</span>}
          {environments.map(
            ({ name, runs }) =>
              runs && (
                <span key={name} className="environment-mark">
                  {name}
                </span>
              ),
          )}
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
          {environments.length > 0 && <RunIn version={version.version} environments={environments} onRunIn={onRunIn} />}
        </span>
      </div>
      {open && <Comparison flow={version.flow} version={version.version} />}
    </li>
  );
}

/** Lets another environment run a version as it is, or run it no more. */
function RunIn({
  version,
  environments,
  onRunIn,
}: Pick<VersionRowProps, 'environments' | 'onRunIn'> & { readonly version: number }) {
  return (
    <select
      className="control version-run"
      aria-label={`Run version ${version} in another environment`}
      value=""
      onChange={(event) => {
        const chosen = environments.find(({ name }) => name === event.target.value);
        if (chosen) onRunIn(chosen.name, !chosen.runs);
      }}
    >
      <option value="">Run in …</option>
      {environments.map(({ name, runs }) => (
        <option key={name} value={name}>
          {runs ? `Take down from ${name}` : `Run in ${name}`}
        </option>
      ))}
    </select>
  );
}
