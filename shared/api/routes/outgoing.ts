import { z } from 'zod';
import {
  newOutgoingCallSchema,
  newOutgoingListSchema,
  newOutgoingSettingsSchema,
  outgoingCallListSchema,
  outgoingCallQuerySchema,
  outgoingCallSchema,
  outgoingCheckSchema,
  outgoingListQuerySchema,
  outgoingListSchema,
  outgoingListsSchema,
  outgoingSettingsSchema,
} from '../outgoing.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

const outgoingId = z.strictObject({ id: z.string().max(64) });
/** 100,000 rows with a few columns. */
const OUTGOING_BYTES = 17_000_000;

/** Calls that go out, alone and in lists. */
export const outgoingRoutes = {
  placeCall: {
    ...route('post', '/outgoing/calls', 'Call a number through a flow, or through its draft'),
    body: newOutgoingCallSchema,
    idempotent: true,
    responses: {
      201: answer('The call, as far as it is', outgoingCallSchema),
      404: refusal('No such flow or environment'),
      409: refusal('Credentials or the public address are missing, the flow is not published, or lacks what it names'),
      422: refusal('The number, the caller ID or a variable cannot be used, or the draft has errors'),
      429: refusal('No more calls today'),
      502: refusal('Twilio refused or did not answer'),
      503: refusal('The server stops'),
    },
  },
  listOutgoingCalls: {
    ...route('get', '/outgoing/calls', 'Outgoing calls of a list, or those by themselves'),
    query: outgoingCallQuerySchema,
    responses: { 200: answer('Outgoing calls', outgoingCallListSchema), 404: refusal('No such list') },
  },
  getOutgoingCall: {
    ...route('get', '/outgoing/calls/:id', 'An outgoing call and what became of it'),
    params: outgoingId,
    responses: { 200: answer('Outgoing call', outgoingCallSchema), 404: refusal('No such outgoing call') },
  },
  callAgain: {
    ...route(
      'post',
      '/outgoing/calls/:id/again',
      'Call a number of a list again of which nobody knows whether it was called',
    ),
    params: outgoingId,
    responses: {
      200: answer('Outgoing call', outgoingCallSchema),
      404: refusal('No such outgoing call'),
      409: refusal('It is known what became of it, or it belongs to no list'),
    },
  },
  checkOutgoingList: {
    ...route('post', '/outgoing/lists/check', 'Read a CSV and say what is wrong, calling nobody'),
    body: newOutgoingListSchema,
    bodyBytes: OUTGOING_BYTES,
    responses: {
      200: answer('What it holds', outgoingCheckSchema),
      404: refusal('No such flow or environment'),
      409: refusal('Credentials are missing, or the flow is not published'),
      422: refusal('No row can be read, or a column is for no variable'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  createOutgoingList: {
    ...route('post', '/outgoing/lists', 'Call every number of a CSV through a flow'),
    body: newOutgoingListSchema,
    bodyBytes: OUTGOING_BYTES,
    idempotent: true,
    responses: {
      201: answer('The list', outgoingListSchema),
      404: refusal('No such flow or environment'),
      409: refusal('Credentials or the public address are missing, or the flow is not published'),
      422: refusal('Rows are bad and were not to be left out; `error.problems` names them by line'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  listOutgoingLists: {
    ...route('get', '/outgoing/lists', 'Lists of outgoing calls, or call-backs, latest first'),
    query: outgoingListQuerySchema,
    responses: { 200: answer('Lists', outgoingListsSchema) },
  },
  getOutgoingList: {
    ...route('get', '/outgoing/lists/:id', 'A list and how far it is'),
    params: outgoingId,
    responses: { 200: answer('List', outgoingListSchema), 404: refusal('No such list') },
  },
  pauseOutgoingList: listAction('pause', 'Call nobody more for now; calls that go on go on'),
  resumeOutgoingList: listAction('resume', 'Go on calling'),
  cancelOutgoingList: listAction('cancel', 'Call nobody more, ever; calls that go on go on'),
  getOutgoingReport: {
    ...route('get', '/outgoing/lists/:id/report.csv', 'What became of every call of a list'),
    params: outgoingId,
    responses: { 200: { ...answer('One line for each call'), type: 'text/csv' }, 404: refusal('No such list') },
  },
  getOutgoingSettings: get('/outgoing/settings', 'Which countries may be called, how often and how fast', {
    200: answer('Settings', outgoingSettingsSchema),
  }),
  setOutgoingSettings: {
    ...route('put', '/outgoing/settings', 'Set which countries may be called, how often and how fast'),
    body: newOutgoingSettingsSchema,
    responses: { 200: answer('Settings', outgoingSettingsSchema) },
  },
} as const satisfies Record<string, ApiRoute>;

function listAction(action: 'pause' | 'resume' | 'cancel', summary: string) {
  return {
    ...route('post', `/outgoing/lists/:id/${action}`, summary),
    params: outgoingId,
    responses: {
      200: answer('The list', outgoingListSchema),
      404: refusal('No such list'),
      409: refusal('The list is over'),
    },
  };
}
