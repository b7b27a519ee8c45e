import { useCallback, useRef } from 'react';
import type { FailedOperation, OperationView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { ApiFailure } from '../api/request.ts';
import { numbersStore } from './numbers.ts';
import { usePolling } from './use-polling.ts';

/** How setting several numbers, or putting them back, went. */
export interface Outcome {
  /** Absent where nothing had been begun. */
  readonly operation: OperationView | undefined;
  /** Why it did not go through; null where it did. */
  readonly failure: string | null;
}

/**
 * Sets numbers and asks Twilio for the list again, whatever came of it.
 *
 * @param act a call of the API that answers with the operation or fails with it
 */
export async function operate(act: () => Promise<OperationView>): Promise<Outcome> {
  const outcome = await outcomeOf(act);
  await numbersStore.getState().refresh();
  return outcome;
}

async function outcomeOf(act: () => Promise<OperationView>): Promise<Outcome> {
  try {
    const operation = await act();
    return { operation, failure: operation.error?.message ?? null };
  } catch (error) {
    if (!(error instanceof ApiFailure)) return { operation: undefined, failure: String(error) };
    return { operation: (error.body as Partial<FailedOperation> | undefined)?.operation, failure: error.message };
  }
}

/** How often the server is asked how far an operation came that it works on. */
const EVERY_MS = 2_000;

/** Asks how far an open operation came, until it is over. */
export function useProgress(operation: OperationView | undefined, onNews: (operation: OperationView) => void): void {
  const id = operation?.state === 'open' ? operation.id : undefined;
  const news = useRef(onNews);
  news.current = onNews;
  const look = useCallback(async () => {
    if (id !== undefined) news.current(await numbersApi.operation(id));
  }, [id]);
  usePolling(look, id === undefined ? null : EVERY_MS);
}
