import type { Problem } from '../../shared/check/problem.ts';
import { blockNamesOf } from '../state/block-types.ts';
import { useDocument } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';

/** Errors that keep the draft from being published, each leading to its block. */
export function Blocked({ errors }: { errors: readonly Problem[] }) {
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
  const name = useDocument((state) => (id === undefined ? undefined : blockNamesOf(state.document.blocks).get(id)));
  if (id === undefined || name === undefined) return <span>{problem.message}</span>;
  return (
    <button
      type="button"
      className="publish-error"
      onClick={() => {
        uiStore.getState().showDialog(null);
        uiStore.getState().focusBlock(id, field ?? (exit === undefined ? undefined : `exit:${exit}`));
      }}
    >
      <strong>{name}</strong> {problem.message}
    </button>
  );
}
