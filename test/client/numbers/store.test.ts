import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../../../client/api/request.ts';
import { createNumbersStore } from '../../../client/state/numbers.ts';
import type { NumberListView, OperationView } from '../../../shared/api/numbers.ts';
import { number } from './support.ts';

const listOf = (...at: number[]): NumberListView => ({ numbers: at.map((one) => number(one)), gone: [], remarks: [] });
const operation = (id: string, state: OperationView['state']) => ({ id, state }) as OperationView;

/** A server that answers as it is told, when it is told. */
function server() {
  const waiting: { resolve: (list: NumberListView) => void; reject: (error: Error) => void }[] = [];
  let operations: OperationView[] = [];
  const store = createNumbersStore({
    list: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    operations: async () => ({ operations }),
  });
  return {
    store,
    waiting,
    has: (...next: OperationView[]) => {
      operations = next;
    },
  };
}

describe('the list of numbers', () => {
  it('drops an answer that a later question has overtaken', async () => {
    const { store, waiting } = server();
    const [first, second] = [store.getState().refresh(), store.getState().refresh()];
    waiting[1]?.resolve(listOf(2));
    await second;
    waiting[0]?.resolve(listOf(1));
    await first;
    expect(store.getState()).toMatchObject({ list: listOf(2), loading: false });
  });

  it('stays while Twilio is out of reach, but not without an account', async () => {
    const { store, waiting } = server();
    const refresh = (settle: (list: (typeof waiting)[number]) => void) => {
      const asked = store.getState().refresh();
      const last = waiting.at(-1);
      if (last) settle(last);
      return asked;
    };
    await refresh(({ resolve }) => resolve(listOf(1)));
    await refresh(({ reject }) => reject(new ApiFailure(502, 'twilio-unreachable', 'Try again.')));
    expect(store.getState()).toMatchObject({ list: listOf(1), error: { code: 'twilio-unreachable' } });
    await refresh(({ reject }) => reject(new ApiFailure(409, 'no-credentials', 'None.')));
    expect(store.getState()).toMatchObject({ list: null, error: { code: 'no-credentials' } });
  });

  it('tells open operations even while Twilio does not answer, and asks for the numbers once one is over', async () => {
    const { store, waiting, has } = server();
    has(operation('a', 'open'), operation('b', 'done'));
    const asked = store.getState().refresh();
    waiting[0]?.reject(new ApiFailure(502, 'twilio-unreachable', 'Try again.'));
    await asked;
    expect(store.getState().open.map(({ id }) => id)).toEqual(['a']);
    await store.getState().watch();
    expect(waiting).toHaveLength(1);
    has(operation('a', 'done'));
    const over = store.getState().watch();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]?.resolve(listOf(1));
    await over;
    expect(store.getState()).toMatchObject({ open: [], list: listOf(1), error: null });
  });
});
