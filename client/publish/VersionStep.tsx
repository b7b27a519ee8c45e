import { TriangleAlert } from 'lucide-react';
import { useFlow, useProblems } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';

interface VersionStepProps {
  readonly next: number | null;
  /** The draft is what is live. */
  readonly unchanged: boolean;
  /** The draft is what is live, and newer versions of flows it runs are there to be taken over. */
  readonly overtaken: boolean;
  /** It is to run in another environment than `live`. */
  readonly elsewhere: boolean;
  readonly note: string;
  readonly onNote: (note: string) => void;
}

/** What becomes of the draft, a note for it, and warnings to know before. */
export function VersionStep({ next, unchanged, overtaken, elsewhere, note, onNote }: VersionStepProps) {
  const problems = useProblems((state) => state.problems);
  const live = useFlow((state) => state.live);
  return (
    <section className="publish-step" aria-labelledby="publish-version-title">
      <h3 id="publish-version-title">Version</h3>
      <p className="publish-line">
        {elsewhere
          ? `Publishing makes version ${next ?? 1}. What is live stays as it is.`
          : unchanged
            ? `Version ${live} is live and the draft has not changed since.`
            : overtaken
              ? `Version ${live} is live and the draft has not changed since, but flows it runs have. Publishing takes them over.`
              : live === null
                ? `Nothing is live yet. Publishing makes version ${next ?? 1}.`
                : `Version ${live} is live. The draft is ahead of it.`}
      </p>
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
