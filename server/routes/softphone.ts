import type { SoftphoneDesk } from '../twilio/softphone/desk.ts';
import type { ApiHandlers } from './handler.ts';

/** Browser phones. */
export function softphoneHandlers(desk: SoftphoneDesk): Pick<ApiHandlers, SoftphoneRoutes> {
  return {
    getSoftphone: async () => ({ status: 200, body: await desk.view() }),
    setUpSoftphone: async () => ({ status: 200, body: await desk.setUp() }),
    removeSoftphone: async () => ({ status: 200, body: await desk.remove() }),
    setSoftphoneDialling: async ({ body }) => ({ status: 200, body: await desk.setDialling(body) }),
    createSoftphoneToken: async ({ body }) => ({ status: 201, body: await desk.token(body.identity) }),
    async forgetPhone({ params }) {
      await desk.forgetPhone(params.identity);
      return { status: 204 };
    },
  };
}

type SoftphoneRoutes =
  | 'getSoftphone'
  | 'setUpSoftphone'
  | 'removeSoftphone'
  | 'setSoftphoneDialling'
  | 'createSoftphoneToken'
  | 'forgetPhone';
