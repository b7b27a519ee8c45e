import { createStore } from 'zustand/vanilla';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { exitsOf } from './block-types.ts';
import { documentStore } from './document.ts';
import { cordKey } from './lit.ts';
import { sameFlow } from './same-flow.ts';
import { type RunResult, type TestsState, testsStore } from './tests.ts';

/** Where the tests of the flow have been, by block and by exit, so that a card asks only about itself. */
export interface CoverageState {
  /** Whether the canvas shows it. */
  readonly on: boolean;
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
  const blocks = new Set<string>();
  const exits = new Set<string>();
  for (const result of results) {
    if (!sameFlow(result.document, document)) continue;
    for (const { block, exit } of result.path) {
      blocks.add(block);
      if (exit !== undefined) exits.add(cordKey(block, exit));
    }
  }
  const all = Object.values(document.blocks);
  const exitCount = all.reduce((sum, block) => sum + exitsOf(block).length, 0);
  return { blocks, exits, blockCount: all.length, exitCount };
}
