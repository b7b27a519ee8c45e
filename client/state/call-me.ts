import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NewOutgoingCall, OutgoingCallView } from '../../shared/api/outgoing.ts';

/** A real call with the draft to somebody's own phone. */
export interface CallMe {
  readonly phase: 'idle' | 'placing' | 'under-way' | 'over';
  readonly call: OutgoingCallView | null;
  /** Why it could not be placed, or why nothing more is heard of it; with the code of the refusal. */
  readonly trouble: { readonly message: string; readonly code: string } | null;
  /** Places the call and follows it to its end. */
  dial(wish: Pick<NewOutgoingCall, 'flow' | 'to' | 'from'>): Promise<void>;
  /** Follows it no longer; the call itself goes on. */
  leave(): void;
}

export interface CallMeParts {
  /** Sends the latest changes of the canvas to the server. Resolves false when they could not be saved. */
  readonly save: () => Promise<boolean>;
  readonly place: (call: NewOutgoingCall) => Promise<OutgoingCallView>;
  readonly fetch: (id: string) => Promise<OutgoingCallView>;
  readonly key: () => string;
  readonly pauseMs?: number;
}

const PAUSE_MS = 1_000;
const OVER: readonly OutgoingCallView['state'][] = ['completed', 'busy', 'no-answer', 'failed', 'canceled', 'unknown'];

export function createCallMe({ save, place, fetch, key, pauseMs = PAUSE_MS }: CallMeParts): StoreApi<CallMe> {
  let run = 0;
  /** Kept while nobody knows whether the call was placed: tried again, it is the same call. */
  let pending: { readonly of: string; readonly key: string } | null = null;

  return createStore<CallMe>()((set) => {
    const fail = (error: unknown): void => {
      const { code = '', message } = (error instanceof Error ? error : { message: String(error) }) as Error & {
        code?: string;
      };
      set({ phase: 'idle', trouble: { message, code } });
    };
    const follow = async (mine: number, call: OutgoingCallView): Promise<void> => {
      for (let latest = call; mine === run; latest = await fetch(call.id)) {
        if (mine !== run) return;
        const over = OVER.includes(latest.state);
        set({ call: latest, phase: over ? 'over' : 'under-way', trouble: null });
        if (over) return;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    };
    return {
      phase: 'idle',
      call: null,
      trouble: null,
      async dial(wish) {
        const mine = ++run;
        set({ phase: 'placing', call: null, trouble: null });
        const of = JSON.stringify(wish);
        if (pending?.of !== of) pending = { of, key: key() };
        try {
          if (!(await save()))
            throw new Error('The latest changes are not saved yet, so the call would run an older draft.');
          const call = await place({ ...wish, draft: true, idempotencyKey: pending.key });
          pending = null;
          await follow(mine, call);
        } catch (error) {
          if ((error as { status?: unknown }).status !== 0) pending = null;
          if (mine === run) fail(error);
        }
      },
      leave() {
        run++;
        set({ phase: 'idle', call: null, trouble: null });
      },
    };
  });
}
