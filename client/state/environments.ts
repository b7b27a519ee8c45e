import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EnvironmentsView } from '../../shared/api/environments.ts';
import type { KnownBinding, KnownBindings } from '../../shared/check/bindings.ts';
import { type Environment, LIVE } from '../../shared/flow/environments.ts';
import { environmentsApi } from '../api/environments.ts';

/** Environments and what they hold, as the server knows them; asked for when something first needs them. */
export interface EnvironmentsState {
  readonly view: EnvironmentsView | null;
  readonly error: Error | null;
  /** Environment whose values flows are tried with. */
  readonly tried: string;
  /** Asks once; later calls do nothing until `refresh`. */
  load(): void;
  refresh(): Promise<void>;
  /** Takes over what a change answered. */
  show(view: EnvironmentsView): void;
  tryIn(environment: string): void;
}

export function createEnvironmentsStore(ask: () => Promise<EnvironmentsView>) {
  let asked = false;
  let run = 0;
  return createStore<EnvironmentsState>()((set, get) => ({
    view: null,
    error: null,
    tried: LIVE,
    load() {
      if (!asked) void get().refresh();
    },
    async refresh() {
      asked = true;
      const mine = ++run;
      try {
        const view = await ask();
        if (mine === run) get().show(view);
      } catch (error) {
        if (mine === run) set({ error: error instanceof Error ? error : new Error(String(error)) });
      }
    },
    show(view) {
      run++;
      asked = true;
      const { tried } = get();
      set({ view, error: null, tried: view.environments.includes(tried) ? tried : LIVE });
    },
    tryIn: (tried) => set({ tried }),
  }));
}

export type EnvironmentsStore = ReturnType<typeof createEnvironmentsStore>;

export const environmentsStore = createEnvironmentsStore(environmentsApi.list);

/** What there is, asked for as soon as somebody looks. */
export function useEnvironments(): EnvironmentsState {
  useEffect(() => environmentsStore.getState().load(), []);
  return useStore(environmentsStore);
}

/** What templates see as `env` in an environment. */
export function valuesIn(view: EnvironmentsView | null, environment: string): Environment {
  return Object.fromEntries(
    (view?.bindings ?? []).flatMap(({ name, kind, values }) => {
      const value = values[environment]?.value;
      return kind === 'secret' || value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}

/** Bindings as flows are checked by; undefined as long as they are not known. */
export function knownBindings(view: EnvironmentsView | null): KnownBindings | undefined {
  if (!view) return undefined;
  return new Map(
    view.bindings.map(({ name, kind, values }): [string, KnownBinding] => [
      name,
      { kind, environments: Object.keys(values) },
    ]),
  );
}
