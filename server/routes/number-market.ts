import type { NumberDesk } from '../twilio/numbers/desk.ts';
import type { ApiHandlers } from './handler.ts';

/** Numbers on sale: looking for some, and buying one. */
export function numberMarketHandlers(desk: NumberDesk): Pick<ApiHandlers, MarketRoutes> {
  return {
    listNumberCountries: async () => ({ status: 200, body: await desk.countries() }),
    searchNumbers: async ({ query }) => ({ status: 200, body: await desk.search(query) }),
    async buyNumber({ body }) {
      const { purchase, made } = await desk.buy(body);
      return { status: made ? 201 : 200, body: purchase };
    },
    listPurchases: async () => ({ status: 200, body: { purchases: await desk.purchases() } }),
  };
}

type MarketRoutes = 'listNumberCountries' | 'searchNumbers' | 'buyNumber' | 'listPurchases';
