import type { NumberDesk } from '../twilio/numbers.ts';
import type { ApiHandlers } from './handler.ts';

/** The account's numbers. */
export function numberHandlers(desk: NumberDesk): Pick<ApiHandlers, 'listNumbers' | 'assignNumber' | 'releaseNumber'> {
  return {
    listNumbers: async () => ({ status: 200, body: { numbers: await desk.list() } }),
    assignNumber: async ({ params, body }) => ({ status: 200, body: await desk.assign(params.sid, body.flow) }),
    releaseNumber: async ({ params }) => ({ status: 200, body: await desk.release(params.sid) }),
  };
}
