import type { NumberChoice, NumberView } from '../../shared/api/numbers.ts';
import { flowsApi } from '../api/flows.ts';
import { numbersApi } from '../api/numbers.ts';
import { ApiFailure } from '../api/request.ts';
import { documentStore } from '../state/document.ts';
import { flowStore, saving } from '../state/index.ts';
import { type Outcome, operate } from '../state/operation.ts';

/** What publishing did. */
export interface Published {
  readonly flow: string;
  /** Version made just now; null where the live one was published to numbers. */
  readonly version: number | null;
  /** Version that new calls got before; null where there was none. */
  readonly before: number | null;
  readonly numbers: {
    readonly chosen: readonly NumberChoice[];
    /** The chosen numbers as they were. */
    readonly before: readonly NumberView[];
    readonly outcome: Outcome;
  } | null;
}

export interface Order {
  readonly flow: string;
  /** Makes a version of the draft first. */
  readonly draft: { readonly note: string } | null;
  readonly chosen: readonly NumberChoice[];
  readonly known: readonly NumberView[];
}

/**
 * Publishes the draft, then points the numbers at it.
 *
 * @throws Error in words for people where no version could be made; nothing was changed then
 */
export async function publish({ flow, draft, chosen, known }: Order): Promise<Published> {
  const before = flowStore.getState().live;
  const version = draft === null ? null : await publishDraft(draft.note);
  if (chosen.length === 0) return { flow, version, before, numbers: null };
  const sids = new Set(chosen.map(({ sid }) => sid));
  const outcome = await operate(() => numbersApi.publish(flow, chosen));
  return { flow, version, before, numbers: { chosen, before: known.filter(({ sid }) => sids.has(sid)), outcome } };
}

/** Gives new calls the version from before. */
export async function goBackTo(flow: string, version: number): Promise<void> {
  flowStore.getState().setLive(await flowsApi.setLive(flow, version));
}

/** Saves what is on the canvas, then publishes exactly that. @returns the new version's number */
async function publishDraft(note: string): Promise<number> {
  await saving.flush();
  const state = saving.store.getState();
  if (state.phase === 'conflict')
    throw new Error('Somebody else saved this flow. Choose whose draft to keep, then publish.');
  if (saving.pending()) {
    throw new Error(
      `The draft could not be saved, so nothing was published. ${'message' in state ? state.message : ''}`,
    );
  }
  const { flowId, revision } = documentStore.getState();
  if (flowId === null) throw new Error('No flow is open.');
  try {
    const version = await flowsApi.publish(flowId, revision, note);
    flowStore.getState().setLive({ live: version.version, liveRevision: version.revision });
    return version.version;
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 412) throw error;
    throw new Error('Somebody else saved this flow meanwhile. Reload it, look at what changed, then publish.');
  }
}
