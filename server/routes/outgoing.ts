import type { OutgoingDesk } from '../twilio/outgoing/desk.ts';
import type { ApiHandlers } from './handler.ts';

/** Calls that go out, alone and in lists. */
export function outgoingHandlers(desk: OutgoingDesk): Pick<ApiHandlers, OutgoingRoutes> {
  return {
    placeCall: async ({ body, idempotencyKey, gone }) => ({
      status: 201,
      body: await desk.calls.place(body, idempotencyKey, gone),
    }),
    listOutgoingCalls: async ({ query }) => ({ status: 200, body: await desk.calls.list(query) }),
    getOutgoingCall: async ({ params }) => ({ status: 200, body: await desk.calls.get(params.id) }),
    callAgain: async ({ params }) => ({ status: 200, body: await desk.calls.again(params.id) }),
    checkOutgoingList: async ({ body }) => ({ status: 200, body: await desk.lists.check(body) }),
    createOutgoingList: async ({ body, idempotencyKey }) => ({
      status: 201,
      body: await desk.lists.create(body, idempotencyKey),
    }),
    listOutgoingLists: async ({ query }) => ({ status: 200, body: { lists: [...(await desk.lists.all(query))] } }),
    getOutgoingList: async ({ params }) => ({ status: 200, body: await desk.lists.get(params.id) }),
    pauseOutgoingList: async ({ params }) => ({ status: 200, body: await desk.lists.pause(params.id) }),
    resumeOutgoingList: async ({ params }) => ({ status: 200, body: await desk.lists.resume(params.id) }),
    cancelOutgoingList: async ({ params }) => ({ status: 200, body: await desk.lists.cancel(params.id) }),
    getOutgoingReport: async ({ params }) => {
      const { name, pieces } = await desk.lists.report(params.id);
      const file = name.replace(/[^A-Za-z0-9 _-]+/g, ' ').trim() || 'report';
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${file}.csv"`,
      };
      return { status: 200, pieces, headers };
    },
    getOutgoingSettings: async () => ({ status: 200, body: await desk.settings() }),
    setOutgoingSettings: async ({ body }) => ({ status: 200, body: await desk.setSettings(body) }),
  };
}

type OutgoingRoutes =
  | 'placeCall'
  | 'listOutgoingCalls'
  | 'getOutgoingCall'
  | 'callAgain'
  | 'checkOutgoingList'
  | 'createOutgoingList'
  | 'listOutgoingLists'
  | 'getOutgoingList'
  | 'pauseOutgoingList'
  | 'resumeOutgoingList'
  | 'cancelOutgoingList'
  | 'getOutgoingReport'
  | 'getOutgoingSettings'
  | 'setOutgoingSettings';
