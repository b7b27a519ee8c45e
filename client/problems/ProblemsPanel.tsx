import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { Problem } from '../../shared/check/problem.ts';
import { FALLBACK_NAMES, FALLBACK_ROW } from '../../shared/languages/fallback-row.ts';
import { promptRows, rowState, translationOf } from '../../shared/languages/rows.ts';
import { blockNamesOf, blockType } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument, useProblems } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { languageStore } from '../state/language.ts';
import '../ui/controls/note-groups.css';
import '../ui/forms.css';
import './problems.css';

/** What the checker finds in the flow; each problem leads to its block and field. */
export function ProblemsPanel() {
  const problems = useProblems((state) => state.problems);
  if (problems.length === 0) {
    return (
      <div className="panel-empty">
        <CircleCheck size={20} aria-hidden="true" className="problems-fine" />
        <p>No problems. Ready to publish.</p>
      </div>
    );
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return (
    <section className="problems" aria-label="Problems">
      <ProblemGroup title="Errors" about="They keep the flow from being published." problems={errors} />
      <ProblemGroup title="Warnings" about="The flow can be published; callers may be surprised." problems={warnings} />
    </section>
  );
}

function ProblemGroup(props: { title: string; about: string; problems: readonly Problem[] }) {
  if (props.problems.length === 0) return null;
  return (
    <div className="note-group">
      <h3>
        {props.title} <span>{props.problems.length}</span> <small>{props.about}</small>
      </h3>
      <ul>
        {props.problems.map((problem) => (
          <ProblemRow
            key={`${problem.block} ${problem.field} ${problem.exit} ${problem.path} ${problem.language} ${problem.code}`}
            problem={problem}
          />
        ))}
      </ul>
    </div>
  );
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { block: id, field, exit } = problem;
  const block = useDocument((state) => (id === undefined ? undefined : state.document.blocks[id]));
  const name = useDocument((state) => (id === undefined ? undefined : blockNamesOf(state.document.blocks).get(id)));
  const ofFlow = id === undefined && field === FALLBACK_ROW;
  const names = ofFlow ? [FALLBACK_NAMES.block, FALLBACK_NAMES.label] : [name, fieldLabel(block?.type, field)];
  const where = names.filter(Boolean).join(' · ');
  const words = (
    <>
      {problem.severity === 'error' ? (
        <CircleAlert size={15} aria-label="Error" className="note-icon is-bad" />
      ) : (
        <TriangleAlert size={15} aria-label="Warning" className="note-icon is-warn" />
      )}
      <span className="problem-text">{problem.message}</span>
      <span className="problem-where" title={where}>
        {where || 'The flow'}
      </span>
    </>
  );
  if (!ofFlow && (id === undefined || !block)) return <li className="noted problem">{words}</li>;
  const target = field ?? (exit === undefined ? undefined : `exit:${exit}`);
  const open = (): void => (id === undefined ? openFallback() : openProblem(id, target, problem.language));
  return (
    <li>
      <button type="button" className="noted problem" onClick={open}>
        {words}
      </button>
    </li>
  );
}

/** What is wrong with a translation is mended where that is shown. */
function openProblem(block: string, target: string | undefined, language: string | undefined): void {
  languageStore.getState().show(language ?? null);
  uiStore.getState().focusBlock(block, target);
}

/** Words of no block are written in the table of texts: in the first language where they are to be. */
function openFallback(): void {
  const { document } = documentStore.getState();
  const row = promptRows(document, blockTypes).find(({ key }) => key === FALLBACK_ROW);
  const languages = Object.keys(document.languages ?? {});
  const open = (code: string): boolean =>
    row !== undefined && rowState(row, translationOf(document, code, row.key)) !== 'translated';
  const language = languages.find(open) ?? languages[0];
  if (language !== undefined) uiStore.getState().showText({ row: FALLBACK_ROW, language });
}

function fieldLabel(type: string | undefined, field: string | undefined): string | undefined {
  if (type === undefined || field === undefined) return undefined;
  const fields = blockType(type)?.fields as Readonly<Record<string, { readonly label: string }>> | undefined;
  return fields?.[field]?.label;
}
