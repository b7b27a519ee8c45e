import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Setup } from '../../shared/api/setup.ts';
import { settingsApi } from '../api/settings.ts';

/** What the server can do now; fetched once and again after settings change. */
export interface SetupState {
  readonly setup: Setup | null;
  readonly error: string | null;
  refresh(): Promise<void>;
}

export const setupStore = createStore<SetupState>()((set) => ({
  setup: null,
  error: null,
  refresh: async () => {
    try {
      set({ setup: await settingsApi.setup(), error: null });
    } catch (error) {
      set({ error: error instanceof Error ? error.message : String(error) });
    }
  },
}));

let asked = false;

/** The setup, fetched when the first panel needs it. */
export function useSetup(): SetupState {
  const state = useStore(setupStore);
  useEffect(() => {
    if (asked) return;
    asked = true;
    void setupStore.getState().refresh();
  }, []);
  return state;
}
