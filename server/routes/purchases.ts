import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** Numbers bought here. */
export function purchaseHandlers(): Pick<ApiHandlers, 'buyNumber' | 'listPurchases'> {
  return {
    buyNumber: async () => {
      throw new ApiFailure(409, 'not-yet', 'Buying comes with the next change.');
    },
    listPurchases: async () => ({ status: 200, body: { purchases: [] } }),
  };
}
