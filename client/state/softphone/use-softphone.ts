import { useStore } from 'zustand';
import { levelsStore, type SoftphoneState, softphoneStore } from './store.ts';
import type { Levels } from './types.ts';

/** A value of the browser phone; the component redraws only when that value changes. */
export function useSoftphone<T>(select: (state: SoftphoneState) => T): T {
  return useStore(softphoneStore, select);
}

/** How loud both ends are. */
export function useLevels(): Levels {
  return useStore(levelsStore);
}
