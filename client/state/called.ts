import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CalledFlowsView } from '../../shared/api/flows.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { calledFlows, type KnownFlows } from '../../shared/check/called-flows.ts';
import { flowsApi } from '../api/flows.ts';
import { type DocumentStore, documentStore } from './document.ts';
import { type EnvironmentsStore, environmentsStore } from './environments.ts';

/** The flows that the open flow has run by its blocks, as publishing it now would keep them. */
export interface CalledState {
  readonly called: CalledFlowsView;
  /** What flows there are, by id; null as long as that is not known. */
  readonly flows: Readonly<Record<string, string>> | null;
  /** Asks anew, as when a list of flows opens. */
  refresh(): Promise<void>;
}

const NONE: CalledFlowsView = { calls: {}, versions: [] };

type Ask = Pick<typeof flowsApi, 'list' | 'called'>;

/** A look of its own; the designer uses `calledStore`. */
export function createCalledStore(
  documents: Pick<DocumentStore, 'getState' | 'subscribe'>,
  environments: Pick<EnvironmentsStore, 'getState' | 'subscribe'>,
  ask: Ask,
) {
  let key = '';
  let run = 0;
  const idsNow = (): readonly string[] => {
    const { document, flowId } = documents.getState();
    return [...calledFlows(document, blockTypes).keys()].filter((id) => id !== flowId && FLOW_ID.test(id));
  };
  const store = createStore<CalledState>()((set) => ({
    called: NONE,
    flows: null,
    refresh: async () => {
      const mine = ++run;
      const ids = idsNow();
      try {
        const [list, called] = await Promise.all([
          ask.list(),
          ids.length === 0 ? NONE : ask.called(ids, environments.getState().tried),
        ]);
        if (mine !== run) return;
        set({ flows: Object.fromEntries(list.flows.map(({ id, name }) => [id, name])), called });
      } catch {
        // What is known stays; whoever publishes is told by the server.
      }
    },
  }));
  const follow = (): void => {
    const { opened } = documents.getState();
    const next = JSON.stringify([opened, idsNow(), environments.getState().tried]);
    if (next === key) return;
    key = next;
    if (idsNow().length > 0) void store.getState().refresh();
    else {
      run++;
      store.setState({ called: NONE });
    }
  };
  documents.subscribe((state, before) => {
    if (state.document.blocks !== before.document.blocks || state.opened !== before.opened) follow();
  });
  environments.subscribe((state, before) => {
    if (state.tried !== before.tried) follow();
  });
  return store;
}

const FLOW_ID = /^[a-z0-9][a-z0-9-]{0,127}$/;

export type CalledStore = ReturnType<typeof createCalledStore>;

/** Flows called by the open one. */
export const calledStore = createCalledStore(documentStore, environmentsStore, flowsApi);

export function useCalled(): CalledState {
  return useStore(calledStore);
}

/** For the checker; undefined as long as nothing is known. */
export function knownFlows({ called, flows }: CalledState, self: string | null): KnownFlows | undefined {
  if (!flows) return undefined;
  return { self: self ?? undefined, ids: Object.keys(flows), called };
}
