import { TriangleAlert } from 'lucide-react';
import { LIVE } from '../../shared/flow/environments.ts';
import { useProblems } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';

interface VersionStepProps {
  readonly next: number | null;
  /** What new calls get in the environment now. */
  readonly running: number | null;
  /** The draft is what runs. */
  readonly unchanged: boolean;
  /** The draft is what runs, and newer versions of flows it runs are there to be taken over. */
  readonly overtaken: boolean;
  readonly environment: string;
  readonly note: string;
  readonly onNote: (note: string) => void;
}

/** What becomes of the draft, a note for it, and warnings to know before. */
export function VersionStep({ next, running, unchanged, overtaken, environment, note, onNote }: VersionStepProps) {
  const problems = useProblems((state) => state.problems);
  return (
    <section className="publish-step" aria-labelledby="publish-version-title">
      <h3 id="publish-version-title">Version</h3>
      <p className="publish-line">{stateWords({ next, running, unchanged, overtaken, environment })}</p>
      {problems.length > 0 && (
        <p className="publish-line is-warning">
          <TriangleAlert size={15} aria-hidden="true" />
          <span>
            {problems.length === 1 ? '1 warning' : `${problems.length} warnings`}: {problems[0]?.message}{' '}
            {problems.length > 1 && (
              <button
                type="button"
                className="text-button"
                onClick={() => {
                  uiStore.getState().showDrawer('problems');
                  uiStore.getState().showDialog(null);
                }}
              >
                Show all
              </button>
            )}
          </span>
        </p>
      )}
      {!unchanged && (
        <div className="publish-note">
          <label htmlFor="publish-note">What changed (optional)</label>
          <input
            id="publish-note"
            className="control"
            maxLength={500}
            autoComplete="off"
            placeholder="For you and others, in the list of versions"
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        </div>
      )}
    </section>
  );
}

function stateWords({
  next,
  running,
  unchanged,
  overtaken,
  environment,
}: Pick<VersionStepProps, 'next' | 'running' | 'unchanged' | 'overtaken' | 'environment'>): string {
  const runs = `Version ${running} ${environment === LIVE ? 'is live' : `runs in ${environment}`}`;
  if (unchanged) return `${runs} and the draft has not changed since.`;
  if (overtaken)
    return `${runs} and the draft has not changed since, but flows it runs have. Publishing takes them over.`;
  if (environment !== LIVE) return `Publishing makes version ${next ?? 1}. What is live stays as it is.`;
  return running === null
    ? `Nothing is live yet. Publishing makes version ${next ?? 1}.`
    : `${runs}. The draft is ahead of it.`;
}
