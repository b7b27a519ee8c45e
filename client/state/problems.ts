import { createStore } from 'zustand/vanilla';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFroms, writtenFroms } from '../../shared/check/account-froms.ts';
import { bindingUses, checkBindings } from '../../shared/check/bindings.ts';
import { checkCalledFlows } from '../../shared/check/called-flows.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { Problem } from '../../shared/check/problem.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { type CalledStore, knownFlows } from './called.ts';
import type { DocumentStore } from './document.ts';
import { type EnvironmentsStore, knownBindings } from './environments.ts';
import type { FromsStore } from './froms.ts';

export interface ProblemsState {
  readonly problems: readonly Problem[];
  /** Problems by block id; a block's list keeps its identity while its problems stay the same. */
  readonly byBlock: Readonly<Record<string, readonly Problem[]>>;
  readonly errors: number;
  readonly warnings: number;
}

const NONE: readonly Problem[] = [];
const WAIT_MS = 200;

/**
 * Checks the open flow a moment after each change.
 *
 * @param froms what the account's calls may come from; asked for once a flow names a number, judged by when it is known
 * @param called flows that blocks of the flow run
 * @param environments what flows may name as `env` and `secrets`; asked for once a flow names one
 */
export function createProblemsStore(
  documents: DocumentStore,
  waitMs: number = WAIT_MS,
  froms?: FromsStore,
  environments?: EnvironmentsStore,
  called?: CalledStore,
) {
  const store = createStore<ProblemsState>()(() => ({ problems: NONE, byBlock: {}, errors: 0, warnings: 0 }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const { flowId, document } = documents.getState();
    const problems =
      flowId === null
        ? NONE
        : [
            ...checkFlow(document, blockTypes),
            ...unverified(document, froms),
            ...unbound(document, environments),
            ...uncallable(document, flowId, called),
          ];
    store.setState(summed(problems, store.getState()));
  };
  froms?.subscribe((state, before) => {
    if (state.froms !== before.froms) check();
  });
  called?.subscribe((state, before) => {
    if (state.called !== before.called || state.flows !== before.flows) check();
  });
  environments?.subscribe((state, before) => {
    if (state.view !== before.view || state.tried !== before.tried) check();
  });
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

/** Nothing as long as the account cannot be asked. */
function unverified(document: FlowDocument, froms: FromsStore | undefined): readonly Problem[] {
  const written = froms ? writtenFroms(document, blockTypes) : [];
  if (!froms || written.length === 0) return NONE;
  froms.getState().load();
  const known = froms.getState().froms;
  if (!known) return NONE;
  return checkFroms(written, new Set([...known.numbers, ...known.verified].map((one) => one.phoneNumber)));
}

/** What the flow names and the environment it is tried in does not have. */
function unbound(document: FlowDocument, environments: EnvironmentsStore | undefined): readonly Problem[] {
  const uses = environments ? bindingUses(document, blockTypes) : [];
  if (!environments || uses.length === 0) return NONE;
  environments.getState().load();
  const { view, tried } = environments.getState();
  const known = knownBindings(view);
  return known ? checkBindings(uses, known, tried) : NONE;
}

/** What is wrong between the flow and those that it calls. */
function uncallable(document: FlowDocument, self: string | null, called: CalledStore | undefined): readonly Problem[] {
  const known = called && knownFlows(called.getState(), self);
  return known ? checkCalledFlows(document, blockTypes, known) : NONE;
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
