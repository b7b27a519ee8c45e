import { createStore } from 'zustand/vanilla';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { type Backups, readBackup } from './backup.ts';
import { firstBlock } from './block-types.ts';
import type { DocumentStore } from './document.ts';
import { placed } from './placed.ts';

/** The open flow as the server knows it, beside its document. */
export interface FlowState {
  readonly status: 'none' | 'loading' | 'open' | 'missing' | 'signed-out' | 'failed';
  /** Id that is open or being opened. */
  readonly id: string | null;
  /** Version that new calls get. */
  readonly live: number | null;
  /** Draft revision the live version was made of. */
  readonly liveRevision: number | null;
  /** Versions of other flows that the live version runs, by flow. */
  readonly calls: Readonly<Record<string, number>>;
  readonly message: string | null;
  /** True after a draft that an earlier visit could not save was put back on the canvas. */
  readonly recovered: boolean;
  /** Opens a flow from the server. */
  open(id: string): Promise<void>;
  /** Notes what publishing or going back changed. */
  setLive(summary: Pick<FlowSummaryView, 'live' | 'liveRevision' | 'calls'>): void;
}

/** Opens flows into a document store. */
export function createFlowStore(documents: DocumentStore, backups: Backups | undefined, get = flowsApi.get) {
  const closed = { live: null, liveRevision: null, calls: NO_CALLS, message: null, recovered: false };
  return createStore<FlowState>()((set, state) => ({
    status: 'none',
    id: null,
    ...closed,
    setLive: ({ live, liveRevision, calls }) => set({ live, liveRevision, calls }),
    open: async (id) => {
      set({ status: 'loading', id, ...closed });
      try {
        const flow = await get(id);
        const document = await placed(flow.document);
        if (state().id !== id) return;
        const kept = readBackup(backups, id);
        documents.getState().open(id, kept?.revision ?? flow.revision, document);
        const recovered = kept !== undefined && JSON.stringify(kept.document) !== JSON.stringify(flow.document);
        // Saved under the revision it was based on: if somebody saved meanwhile, the conflict shows instead of being overwritten.
        if (recovered) documents.getState().restore(kept.document);
        else documents.getState().setRevision(flow.revision);
        const first = firstBlock(documents.getState().document);
        if (first) documents.getState().select([first]);
        const { live, liveRevision, calls } = flow;
        set({ status: 'open', live, liveRevision, calls, recovered });
      } catch (error) {
        if (state().id === id) set(failed(error));
      }
    },
  }));
}

const NO_CALLS: FlowState['calls'] = {};

function failed(error: unknown): Partial<FlowState> {
  if (!(error instanceof ApiFailure)) throw error;
  const status = error.status === 404 ? 'missing' : error.status === 401 ? 'signed-out' : 'failed';
  return { status, message: error.message };
}
