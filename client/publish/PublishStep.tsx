import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/check/problem.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { blockName } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument, useFlow, useProblems, useSaving } from '../state/hooks.ts';
import { flowStore, saving, uiStore } from '../state/index.ts';

interface PublishStepProps {
  /** Version made while the dialog was open. */
  readonly published: number | null;
  readonly onPublished: (version: number) => void;
}

/** Checks the draft, takes a note and makes a version of it. */
export function PublishStep({ published, onPublished }: PublishStepProps) {
  const problems = useProblems((state) => state.problems);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const live = useFlow((state) => state.live);
  const liveRevision = useFlow((state) => state.liveRevision);
  const revision = useDocument((state) => state.revision);
  const { phase } = useSaving();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const unchanged = live !== null && liveRevision === revision && phase === 'saved';

  // What a refusal said may no longer hold once the flow changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setFailure(null), [revision, problems]);

  const publish = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      onPublished(await publishDraft(note.trim()));
      setNote('');
    } catch (error) {
      setFailure(words(error));
    } finally {
      setBusy(false);
    }
  };

  if (errors.length > 0) return <Blocked errors={errors} />;
  return (
    <section className="publish-step" aria-labelledby="publish-version-title">
      <h3 id="publish-version-title">Version</h3>
      {published !== null && unchanged ? (
        <p className="publish-done" role="status">
          <CircleCheck size={16} aria-hidden="true" /> Version {published} is live. New calls get it from now on.
        </p>
      ) : (
        <p className="publish-line">
          {unchanged
            ? `Version ${live} is live and the draft has not changed since.`
            : live === null
              ? 'Nothing is live yet. Publishing makes version 1.'
              : `Version ${live} is live. The draft is ahead of it.`}
        </p>
      )}
      {problems.length > 0 && (
        <p className="publish-line is-warning">
          <TriangleAlert size={15} aria-hidden="true" />
          {problems.length === 1 ? '1 warning' : `${problems.length} warnings`}: {problems[0]?.message}
        </p>
      )}
      {!unchanged && (
        <form
          className="publish-form"
          onSubmit={(event) => {
            event.preventDefault();
            void publish();
          }}
        >
          <label htmlFor="publish-note">What changed (optional)</label>
          <input
            id="publish-note"
            className="control"
            maxLength={500}
            placeholder="For you and others, in the list of versions"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <button type="submit" className="main-button" disabled={busy}>
            {busy ? 'Publishing' : live === null ? 'Publish version 1' : 'Publish a new version'}
          </button>
        </form>
      )}
      {failure && (
        <p className="publish-line is-error" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}

function Blocked({ errors }: { errors: readonly Problem[] }) {
  return (
    <section className="publish-step" aria-labelledby="publish-blocked-title">
      <h3 id="publish-blocked-title">
        {errors.length === 1 ? 'One error to solve first' : `${errors.length} errors to solve first`}
      </h3>
      <p className="publish-line">
        Callers would meet {errors.length === 1 ? 'it' : 'them'}, so the flow cannot be published yet.
      </p>
      <ul className="publish-errors">
        {errors.slice(0, 12).map((problem) => (
          <li key={`${problem.block} ${problem.field} ${problem.exit} ${problem.path} ${problem.code}`}>
            <ErrorButton problem={problem} />
          </li>
        ))}
      </ul>
      {errors.length > 12 && (
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => {
            uiStore.getState().showDrawer('problems');
            uiStore.getState().showDialog(null);
          }}
        >
          Show all {errors.length}
        </button>
      )}
    </section>
  );
}

function ErrorButton({ problem }: { problem: Problem }) {
  const { block: id, field, exit } = problem;
  const block = useDocument((state) => (id === undefined ? undefined : state.document.blocks[id]));
  if (id === undefined || !block) return <span>{problem.message}</span>;
  return (
    <button
      type="button"
      className="publish-error"
      onClick={() => {
        uiStore.getState().showDialog(null);
        uiStore.getState().focusBlock(id, field ?? (exit === undefined ? undefined : `exit:${exit}`));
      }}
    >
      <strong>{blockName(block)}</strong> {problem.message}
    </button>
  );
}

/** Saves what is on the canvas, then publishes exactly that. @returns the new version's number */
async function publishDraft(note: string): Promise<number> {
  await saving.flush();
  const state = saving.store.getState();
  if (state.phase === 'conflict')
    throw new Error('Somebody else saved this flow. Choose whose draft to keep, then publish.');
  if (saving.pending()) {
    throw new Error(
      `The draft could not be saved, so nothing was published. ${'message' in state ? state.message : ''}`,
    );
  }
  const { flowId, revision } = documentStore.getState();
  if (flowId === null) throw new Error('No flow is open.');
  const version = await flowsApi.publish(flowId, revision, note);
  flowStore.getState().setLive({ live: version.version, liveRevision: version.revision });
  return version.version;
}

function words(error: unknown): string {
  if (error instanceof ApiFailure && error.status === 412) {
    return 'Somebody else saved this flow meanwhile. Reload it, look at what changed, then publish.';
  }
  return error instanceof Error ? error.message : String(error);
}
