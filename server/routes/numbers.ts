import type { NumberDesk } from '../twilio/numbers/desk.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** The account's numbers. */
export function numberHandlers(desk: NumberDesk): Pick<ApiHandlers, NumberRoutes> {
  return {
    listNumbers: async () => ({ status: 200, body: await desk.list() }),
    assignNumber: async ({ params, body }) => ({ status: 200, body: await desk.assign(params.sid, body.flow) }),
    releaseNumber: async ({ params }) => ({ status: 200, body: await desk.releaseCalls(params.sid) }),
    publishNumbers: async ({ body }) => ({ status: 200, body: await desk.publish(body) }),
    releaseNumbers: async ({ body }) => ({ status: 200, body: await desk.release(body.numbers) }),
    async forgetNumbers({ body }) {
      await desk.forget(body.numbers);
      return { status: 204 };
    },
    listNumberOperations: async () => ({ status: 200, body: { operations: [] } }),
    getNumberOperation: async ({ params }) => {
      throw noOperation(params.id);
    },
    resumeNumberOperation: async ({ params }) => {
      throw noOperation(params.id);
    },
    listNumberCountries: async () => ({ status: 200, body: await desk.countries() }),
    searchNumbers: async ({ query }) => ({ status: 200, body: await desk.search(query) }),
  };
}

type NumberRoutes =
  | 'listNumbers'
  | 'assignNumber'
  | 'releaseNumber'
  | 'publishNumbers'
  | 'releaseNumbers'
  | 'forgetNumbers'
  | 'listNumberOperations'
  | 'getNumberOperation'
  | 'resumeNumberOperation'
  | 'listNumberCountries'
  | 'searchNumbers';

function noOperation(id: string): ApiFailure {
  return new ApiFailure(404, 'no-such-operation', `There is no operation "${id}".`);
}
