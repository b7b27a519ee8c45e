import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AllowedFromsView } from '../../shared/api/caller-ids.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { ApiFailure } from '../api/request.ts';
import { setupStore } from './setup.ts';

/** What calls may come from: numbers of the account and verified caller IDs. Asked for when something first needs it. */
export interface FromsState {
  readonly froms: AllowedFromsView | null;
  /** Why there are none: no credentials, or no answer. */
  readonly error: ApiFailure | null;
  /** Asks once; later calls do nothing until `refresh`. */
  load(): void;
  /** Asks again, after numbers, caller IDs or credentials changed. */
  refresh(): Promise<void>;
}

export function createFromsStore(ask: () => Promise<AllowedFromsView>) {
  let asked = false;
  let run = 0;
  return createStore<FromsState>()((set, get) => ({
    froms: null,
    error: null,
    load() {
      if (!asked) void get().refresh();
    },
    async refresh() {
      asked = true;
      const mine = ++run;
      try {
        const froms = await ask();
        if (mine === run) set({ froms, error: null });
      } catch (error) {
        const failure = error instanceof ApiFailure ? error : new ApiFailure(0, 'failed', String(error));
        if (mine === run) set({ froms: null, error: failure });
      }
    },
  }));
}

export type FromsStore = ReturnType<typeof createFromsStore>;

export const fromsStore = createFromsStore(async () => {
  if (!setupStore.getState().setup) await setupStore.getState().refresh();
  // Known without asking: a refusal would stand in the browser's console as a fault.
  if (setupStore.getState().setup?.twilio.configured === false)
    throw new ApiFailure(409, 'no-credentials', 'Set the Twilio account in Settings to choose from its numbers.');
  return callerIdsApi.froms();
});

setupStore.subscribe(({ setup }, before) => {
  const { froms, error, refresh } = fromsStore.getState();
  if (before.setup && setup !== before.setup && (froms || error)) void refresh();
});

/** @param wanted asks for them as soon as it is true */
export function useFroms(wanted = true): FromsState {
  useEffect(() => {
    if (wanted) fromsStore.getState().load();
  }, [wanted]);
  return useStore(fromsStore);
}
