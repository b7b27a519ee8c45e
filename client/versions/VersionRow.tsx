import type { VersionSummaryView } from '../../shared/api/flows.ts';
import { LIVE } from '../../shared/flow/environments.ts';
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
  /** Flows that the version runs, and what of them runs by now where it runs. */
  readonly calls: readonly CalledFlow[];
}

export interface CalledFlow {
  readonly flow: string;
  readonly name: string;
  readonly version: number;
  /** Other versions that publishing again would take over, by environment. */
  readonly overtaken: readonly { readonly environment: string; readonly version: number }[];
}

/** One version: where it runs, and what can be done with it. */
export function VersionRow(props: VersionRowProps) {
  const { version, live, open, onOpen, onLive, onTakeDown, onRestore, environments, onRunIn, calls } = props;
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
      {calls.length > 0 && <Calls calls={calls} />}
      {open && <Comparison flow={version.flow} version={version.version} />}
    </li>
  );
}

/** Which versions of other flows its callers go through. */
function Calls({ calls }: Pick<VersionRowProps, 'calls'>) {
  return (
    <ul className="version-calls" aria-label="Flows it runs">
      {calls.map(({ flow, name, version, overtaken }) => (
        <li key={flow}>
          Runs {name} version {version}
          {overtaken.map(({ environment, version: now }) => (
            <span key={environment} className="is-overtaken">
              {environment === LIVE ? ` · live is ${now}` : ` · ${environment} has ${now}`}: publish again to take it
              over
            </span>
          ))}
        </li>
      ))}
    </ul>
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
