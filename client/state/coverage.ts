import { createStore } from 'zustand/vanilla';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { coverFlow } from '../../shared/rehearsal/coverage.ts';
import { documentStore } from './document.ts';
import { cordKey } from './lit.ts';
import { sameFlow } from './same-flow.ts';
import { type RunResult, type TestsState, testsStore } from './tests.ts';

/** Where the tests of the flow have been, by block and by exit, so that a card asks only about itself. */
export interface CoverageState {
  /** Whether the canvas shows it. */
  readonly on: boolean;
  /** Whether any test ran on the flow as it is now; before that nothing is known. */
  readonly known: boolean;
  readonly blocks: ReadonlySet<string>;
  /** Exits as `block:exit`. */
  readonly exits: ReadonlySet<string>;
  readonly blockCount: number;
  readonly exitCount: number;
}

/** Coverage of the open flow by what its tests did last. */
export const coverageStore = createStore<CoverageState>()(() => current(testsStore.getState()));

const follow = (): void => coverageStore.setState(current(testsStore.getState()));
testsStore.subscribe((state, before) => {
  if (state.results !== before.results || state.coverage !== before.coverage) follow();
});
documentStore.subscribe((state, before) => {
  if (state.document.blocks !== before.document.blocks || state.document.tests !== before.document.tests) follow();
});

function current({ results, coverage }: TestsState): CoverageState {
  const { document } = documentStore.getState();
  const mine = document.tests.flatMap((test) => results.get(test) ?? []);
  return { on: coverage, ...coverageOf(document, mine) };
}

/** What these results went through; results of a flow that has changed since count for nothing. */
export function coverageOf(document: FlowDocument, results: readonly RunResult[]): Omit<CoverageState, 'on'> {
  const paths = results.flatMap((result) =>
    sameFlow(result.document, document) ? result.runs.map(({ path }) => path) : [],
  );
  const known = paths.length > 0;
  const cover = coverFlow(document, blockTypes, paths);
  const counts = Object.entries(cover.counts);
  const exits = counts.flatMap(([id, count]) =>
    Object.entries(count.exits).flatMap(([exit, times]) => (times > 0 ? [cordKey(id, exit)] : [])),
  );
  return {
    known,
    blocks: new Set(counts.flatMap(([id, { visits }]) => (visits > 0 ? [id] : []))),
    exits: new Set(exits),
    blockCount: cover.blocks.total,
    exitCount: cover.exits.total,
  };
}
