import type { CallerIdDesk } from '../twilio/caller-ids.ts';
import type { ApiHandlers } from './handler.ts';

/** Verified caller IDs. */
export function callerIdHandlers(desk: CallerIdDesk): Pick<ApiHandlers, CallerIdRoutes> {
  return {
    listCallerIds: async () => ({ status: 200, body: { callerIds: await desk.list() } }),
    verifyCallerId: async ({ body }) => ({ status: 201, body: await desk.verify(body) }),
    getVerification: async ({ query }) => ({ status: 200, body: await desk.verification(query) }),
    async removeCallerId({ params }) {
      await desk.remove(params.sid);
      return { status: 204 };
    },
    listFroms: async () => ({ status: 200, body: await desk.froms() }),
  };
}

type CallerIdRoutes = 'listCallerIds' | 'verifyCallerId' | 'getVerification' | 'removeCallerId' | 'listFroms';
