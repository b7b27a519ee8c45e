import { createStore } from 'zustand/vanilla';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { Problem } from '../../shared/check/problem.ts';
import type { DocumentStore } from './document.ts';

export interface ProblemsState {
  readonly problems: readonly Problem[];
  /** Problems by block id; a block's list keeps its identity while its problems stay the same. */
  readonly byBlock: Readonly<Record<string, readonly Problem[]>>;
  readonly errors: number;
  readonly warnings: number;
}

const NONE: readonly Problem[] = [];
const WAIT_MS = 200;

/** Checks the open flow a moment after each change. */
export function createProblemsStore(documents: DocumentStore, waitMs: number = WAIT_MS) {
  const store = createStore<ProblemsState>()(() => ({ problems: NONE, byBlock: {}, errors: 0, warnings: 0 }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const { flowId, document } = documents.getState();
    store.setState(summed(flowId === null ? NONE : checkFlow(document, blockTypes), store.getState()));
  };
  documents.subscribe((state, before) => {
    if (state.flowId !== before.flowId) {
      clearTimeout(timer);
      check();
    } else if (state.document !== before.document) {
      clearTimeout(timer);
      timer = setTimeout(check, waitMs);
    }
  });
  return store;
}

/** Problems of one block; the same empty list for every block without any. */
export function problemsOf(state: ProblemsState, block: string): readonly Problem[] {
  return state.byBlock[block] ?? NONE;
}

function summed(problems: readonly Problem[], before: ProblemsState): ProblemsState {
  const byBlock: Record<string, readonly Problem[]> = {};
  for (const problem of problems) {
    if (problem.block !== undefined) byBlock[problem.block] = [...(byBlock[problem.block] ?? NONE), problem];
  }
  for (const [id, list] of Object.entries(byBlock)) {
    const former = before.byBlock[id];
    if (former && JSON.stringify(former) === JSON.stringify(list)) byBlock[id] = former;
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { problems, byBlock, errors, warnings: problems.length - errors };
}
