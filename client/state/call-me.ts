import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NewOutgoingCall, OutgoingCallView } from '../../shared/api/outgoing.ts';
import { ApiFailure } from '../api/request.ts';
import type { RequestKeys } from './request-keys.ts';

/** A real call with the draft to somebody's own phone. */
export interface CallMe {
  readonly phase: 'idle' | 'placing' | 'under-way' | 'over';
  readonly call: OutgoingCallView | null;
  /** Why it could not be placed, or why nothing more is heard of it; with the code of the refusal. */
  readonly trouble: { readonly message: string; readonly code: string } | null;
  /** Places the call and follows it to its end. */
  dial(wish: Wish): Promise<void>;
  /** Follows it no longer; the call itself goes on. */
  leave(): void;
}

type Wish = Pick<NewOutgoingCall, 'flow' | 'environment' | 'to' | 'from'>;

export interface CallMeParts {
  /** Sends the latest changes of the canvas to the server. Resolves false when they could not be saved. */
  readonly save: () => Promise<boolean>;
  readonly place: (call: NewOutgoingCall) => Promise<OutgoingCallView>;
  readonly fetch: (id: string) => Promise<OutgoingCallView>;
  /** Tried again while nobody knows whether it was placed, it is the same call. */
  readonly keys: RequestKeys;
  readonly pauseMs?: number;
}

const PAUSE_MS = 1_000;
/** Codes of refusals after which it is sure that nobody is called; the server would give the same refused call for its key. */
const NOT_PLACED: ReadonlySet<string> = new Set(['twilio-refused', 'twilio-busy', 'twilio-refused-account']);
const OVER: readonly OutgoingCallView['state'][] = ['completed', 'busy', 'no-answer', 'failed', 'canceled', 'unknown'];

export function createCallMe({ save, place, fetch, keys, pauseMs = PAUSE_MS }: CallMeParts): StoreApi<CallMe> {
  let run = 0;

  return createStore<CallMe>()((set) => {
    const follow = async (mine: number, placed: OutgoingCallView): Promise<void> => {
      for (let latest: Look = { call: placed, trouble: null }; mine === run; latest = await look(latest.call)) {
        const over = OVER.includes(latest.call.state);
        set({ ...latest, phase: over ? 'over' : 'under-way' });
        if (over) return;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    };
    /** While the server cannot be reached the call may go on: what was known stays. */
    const look = async (known: OutgoingCallView): Promise<Look> => {
      try {
        return { call: await fetch(known.id), trouble: null };
      } catch (error) {
        if (error instanceof ApiFailure && error.status === 0) return { call: known, trouble: troubleOf(error) };
        throw error;
      }
    };
    const placeOnce = async (wish: Wish): Promise<OutgoingCallView> => {
      try {
        const call = await place({ ...wish, draft: true, idempotencyKey: keys.of(wish) });
        keys.done(wish);
        return call;
      } catch (error) {
        if (error instanceof ApiFailure && NOT_PLACED.has(error.code)) keys.done(wish);
        throw error;
      }
    };
    return {
      phase: 'idle',
      call: null,
      trouble: null,
      async dial(wish) {
        const mine = ++run;
        set({ phase: 'placing', call: null, trouble: null });
        try {
          if (!(await save()))
            throw new Error('The latest changes are not saved yet, so the call would run an older draft.');
          await follow(mine, await placeOnce(wish));
        } catch (error) {
          if (mine === run) set({ phase: 'idle', trouble: troubleOf(error) });
        }
      },
      leave() {
        run++;
        set({ phase: 'idle', call: null, trouble: null });
      },
    };
  });
}

type Look = { readonly call: OutgoingCallView } & Pick<CallMe, 'trouble'>;

function troubleOf(error: unknown): NonNullable<CallMe['trouble']> {
  if (error instanceof ApiFailure) return { message: error.message, code: error.code };
  return { message: error instanceof Error ? error.message : String(error), code: '' };
}
