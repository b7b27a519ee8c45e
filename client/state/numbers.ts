import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { NumberListView, OperationListView, OperationView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { ApiFailure } from '../api/request.ts';

/** The account's numbers as Twilio tells of them, and what is being done to them. */
export interface NumbersState {
  /** Stays while it is fetched again. */
  readonly list: NumberListView | null;
  /** Operations that are not over. */
  readonly open: readonly OperationView[];
  readonly error: Error | null;
  readonly loading: boolean;
  /** Asks Twilio again. An answer that a later question has overtaken is dropped. */
  refresh(): Promise<void>;
  /** Looks how far open operations came, and refreshes once one of them is over. */
  watch(): Promise<void>;
}

export function createNumbersStore(api: Pick<typeof numbersApi, 'list' | 'operations'> = numbersApi) {
  let run = 0;
  return createStore<NumbersState>()((set, get) => ({
    list: null,
    open: [],
    error: null,
    loading: false,
    refresh: async () => {
      const mine = ++run;
      set({ loading: true });
      // What is under way is known here, even while Twilio does not answer.
      const [list, operations] = await Promise.allSettled([api.list(), api.operations()]);
      if (mine !== run) return;
      set({
        ...(list.status === 'fulfilled' ? { list: list.value, error: null } : failed(list.reason)),
        ...(operations.status === 'fulfilled' ? { open: stillOpen(operations.value) } : {}),
        loading: false,
      });
    },
    watch: async () => {
      try {
        const open = stillOpen(await api.operations());
        const over = get().open.some(({ id }) => !open.some((one) => one.id === id));
        set({ open });
        if (over) await get().refresh();
      } catch {
        // The next look tells.
      }
    },
  }));
}

function stillOpen({ operations }: OperationListView): readonly OperationView[] {
  return operations.filter(({ state }) => state === 'open');
}

/** What was known stays while Twilio is out of reach, but not without an account or for a stranger. */
function failed(reason: unknown): Partial<NumbersState> {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const closed = error instanceof ApiFailure && (error.status === 401 || error.code === 'no-credentials');
  return closed ? { error, list: null } : { error };
}

export const numbersStore = createNumbersStore();

/**
 * The numbers, asked for anew whenever a page or dialog that shows them opens.
 *
 * @param wanted asks for them as soon as it is true
 */
export function useNumbers(wanted = true): NumbersState {
  const state = useStore(numbersStore);
  useEffect(() => {
    if (wanted) void numbersStore.getState().refresh();
  }, [wanted]);
  return state;
}
