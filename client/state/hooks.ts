import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { type CoverageState, coverageStore } from './coverage.ts';
import { type DocumentState, documentStore } from './document.ts';
import type { FlowState } from './flow.ts';
import { flowStore, problemsStore, saving, uiStore } from './index.ts';
import { blockIn, languageStore } from './language.ts';
import { type LitState, litStore } from './lit.ts';
import { type PhoneState, phoneStore } from './phone.ts';
import type { ProblemsState } from './problems.ts';
import { type Route, routeStore } from './route.ts';
import type { SavingState } from './saving.ts';
import { type TestsState, testsStore } from './tests.ts';
import type { UiState } from './ui.ts';

/** A value of the open flow's document store; the component redraws only when that value changes. */
export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(documentStore, select);
}

/** The further language that the flow is looked at in; null for its own. */
export function useLanguage(): string | null {
  return useStore(languageStore, (state) => state.language);
}

/** A block as it is in the language that is looked at. */
export function useSpokenBlock(id: string): FlowBlock | undefined {
  const language = useLanguage();
  return useDocument(({ document }) => blockIn(document, language, id));
}

/** Ways back and forth through what was done to the open flow. */
export function useUndo() {
  const canUndo = useStore(documentStore.temporal, (state) => state.pastStates.length > 0);
  const canRedo = useStore(documentStore.temporal, (state) => state.futureStates.length > 0);
  const { undo, redo } = documentStore.getState();
  return { undo, redo, canUndo, canRedo };
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}

export function useProblems<T>(select: (state: ProblemsState) => T): T {
  return useStore(problemsStore, select);
}

export function useFlow<T>(select: (state: FlowState) => T): T {
  return useStore(flowStore, select);
}

export function usePhone<T>(select: (state: PhoneState) => T): T {
  return useStore(phoneStore, select);
}

/** What the call at the phone lights on the canvas. */
export function useLit<T>(select: (state: LitState) => T): T {
  return useStore(litStore, select);
}

export function useTests<T>(select: (state: TestsState) => T): T {
  return useStore(testsStore, select);
}

/** Where the tests have been. */
export function useCoverage<T>(select: (state: CoverageState) => T): T {
  return useStore(coverageStore, select);
}

export function useSaving(): SavingState {
  return useStore(saving.store);
}

export function useRoute(): Route {
  return useStore(routeStore, (state) => state.route);
}

/** True on screens under 900 px, where the flow can be looked at but not edited. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 899px)');
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
