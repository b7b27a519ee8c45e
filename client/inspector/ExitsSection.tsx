import { ArrowRight, Ear } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { blockNamesOf, blockType, exitsOf, isEntry } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import type { WidgetProblem } from './widget.ts';
import { type SearchOption, SearchSelect } from './widgets/SearchSelect.tsx';

interface ExitProblem extends WidgetProblem {
  readonly exit: string | undefined;
}

/** Where each exit of a block leads; the keyboard's way of connecting. */
export function ExitsSection({ block: id, problems }: { block: string; problems: readonly ExitProblem[] }) {
  const block = useStore(documentStore, (state) => state.document.blocks[id]);
  const blocks = useStore(documentStore, (state) => state.document.blocks);
  const names = blockNamesOf(blocks);
  const { connect, disconnect } = documentStore.getState();
  const options = useMemo(
    (): readonly SearchOption[] =>
      Object.entries(blocks)
        .filter(([, candidate]) => !isEntry(candidate))
        .map(([to, candidate]) => ({
          value: to,
          label: to === id ? `${names.get(to)} (itself)` : (names.get(to) ?? to),
          term: blockType(candidate.type)?.title ?? candidate.type,
          words: candidate.type,
        })),
    [blocks, names, id],
  );
  if (!block) return null;
  const exits = exitsOf(block);
  if (exits.length === 0) {
    return <p className="inspector-quiet">The line ends here: nothing comes after this block.</p>;
  }
  return (
    <ul className="exits">
      {exits.map((exit) => {
        const to = block.exits[exit.name];
        const target = to === undefined ? undefined : blocks[to];
        const problem = problems.find((one) => one.exit === exit.name);
        const controlId = `exit-${exit.name}`;
        return (
          <li key={exit.name} className="exit-line" data-field={controlId}>
            <label htmlFor={controlId} className="exit-label">
              <span
                className={`exit-jack ${target ? 'is-connected' : ''} ${exit.aside ? 'is-aside' : ''}`}
                aria-hidden="true"
              />
              {exit.aside && <Ear size={13} aria-hidden="true" />}
              {exit.key && <kbd>{exit.key}</kbd>}
              <span>{exit.label}</span>
            </label>
            <div className="exit-target">
              <SearchSelect
                id={controlId}
                label={`Connect ${exit.label}`}
                value={to}
                placeholder={exit.ends ? 'Nothing: the call ends' : 'Nothing'}
                invalid={problem?.severity === 'error'}
                describedBy={problem ? `${controlId}-note` : undefined}
                options={options}
                onChange={(next) => (next === undefined ? disconnect(id, exit.name) : connect(id, exit.name, next))}
              />
              <button
                type="button"
                className="icon-button"
                disabled={!target}
                aria-label={target ? `Go to ${names.get(to ?? '')}` : 'Go to the next block'}
                title={target ? `Go to ${names.get(to ?? '')}` : undefined}
                onClick={() => to !== undefined && uiStore.getState().focusBlock(to)}
              >
                <ArrowRight size={14} aria-hidden="true" />
              </button>
            </div>
            {problem && (
              <p id={`${controlId}-note`} className={`field-note is-${problem.severity}`}>
                {problem.message}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
