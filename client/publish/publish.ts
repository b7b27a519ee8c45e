import type { NumberChoice, NumberView } from '../../shared/api/numbers.ts';
import { LIVE } from '../../shared/flow/environments.ts';
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
  /** Where it runs. */
  readonly environment: string;
  /** Version that new calls got before in `live`; null where there was none, or in another environment. */
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
  readonly environment: string;
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
export async function publish({ flow, environment, draft, chosen, known }: Order): Promise<Published> {
  const before = environment === LIVE ? flowStore.getState().live : null;
  const version = draft === null ? null : await publishDraft(draft.note, environment);
  const done = { flow, version, environment, before };
  if (chosen.length === 0) return { ...done, numbers: null };
  const sids = new Set(chosen.map(({ sid }) => sid));
  const outcome = await operate(() => numbersApi.publish(flow, chosen, environment));
  return { ...done, numbers: { chosen, before: known.filter(({ sid }) => sids.has(sid)), outcome } };
}

/** Gives new calls the version from before. */
export async function goBackTo(flow: string, version: number): Promise<void> {
  flowStore.getState().setLive(await flowsApi.setLive(flow, version));
}

/** Saves what is on the canvas, then publishes exactly that. @returns the new version's number */
async function publishDraft(note: string, environment: string): Promise<number> {
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
    const version = await flowsApi.publish(flowId, revision, note, environment);
    if (environment === LIVE)
      flowStore.getState().setLive({ live: version.version, liveRevision: version.revision, calls: version.calls });
    return version.version;
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 412) throw error;
    throw new Error('Somebody else saved this flow meanwhile. Reload it, look at what changed, then publish.');
  }
}
