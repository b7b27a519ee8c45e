import type { NumberDesk } from '../twilio/numbers/desk.ts';
import type { ApiHandlers } from './handler.ts';

/** The account's numbers: what they lead to, several at once, and one at a time. */
export function numberHandlers(desk: NumberDesk): Pick<ApiHandlers, NumberRoutes> {
  const { operations } = desk;
  return {
    listNumbers: async () => ({ status: 200, body: await desk.list() }),
    assignNumber: async ({ params, body }) => ({ status: 200, body: await desk.assign(params.sid, body) }),
    releaseNumber: async ({ params }) => ({ status: 200, body: await desk.release(params.sid) }),
    publishNumbers: async ({ body }) => ({ status: 200, body: await operations.publish(body) }),
    releaseNumbers: async ({ body }) => ({ status: 200, body: await operations.release(body.numbers) }),
    async forgetNumbers({ body }) {
      await operations.forget(body.numbers);
      return { status: 204 };
    },
    listNumberOperations: async () => ({ status: 200, body: { operations: await operations.list() } }),
    getNumberOperation: async ({ params }) => ({ status: 200, body: await operations.get(params.id) }),
    resumeNumberOperation: async ({ params, body }) => ({
      status: 200,
      body: await operations.resume(params.id, body.direction),
    }),
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
  | 'resumeNumberOperation';
