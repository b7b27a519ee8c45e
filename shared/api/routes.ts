import { z } from 'zod';
import {
  allowedFromsSchema,
  callerIdListSchema,
  verificationQuerySchema,
  verificationSchema,
  verificationStateSchema,
  verifyCallerIdSchema,
} from './caller-ids.ts';
import { callListSchema, callQuerySchema, callSchema } from './calls.ts';
import { checkupSchema, newCheckupSchema } from './doctor.ts';
import { sentDocumentSchema } from './document.ts';
import { errorSchema } from './errors.ts';
import {
  flowIdSchema,
  flowListSchema,
  flowProblemsSchema,
  flowSchema,
  flowSummarySchema,
  goLiveSchema,
  newFlowSchema,
  publishSchema,
  savedDraftSchema,
  staleDraftSchema,
  unpublishableSchema,
  versionListSchema,
  versionSchema,
} from './flows.ts';
import {
  availableNumbersSchema,
  buyNumberSchema,
  numberCountriesSchema,
  numberSearchSchema,
  otherPriceSchema,
  purchaseListSchema,
  purchaseSchema,
} from './number-market.ts';
import {
  assignNumberSchema,
  chooseNumbersSchema,
  failedOperationSchema,
  numberListSchema,
  numberSchema,
  operationListSchema,
  operationSchema,
  publishNumbersSchema,
  releasedNumberSchema,
  resumeOperationSchema,
} from './numbers.ts';
import {
  newOutgoingCallSchema,
  newOutgoingListSchema,
  newOutgoingSettingsSchema,
  outgoingCallListSchema,
  outgoingCallQuerySchema,
  outgoingCallSchema,
  outgoingCheckSchema,
  outgoingListSchema,
  outgoingListsSchema,
  outgoingSettingsSchema,
} from './outgoing.ts';
import {
  deletedRecordingSchema,
  deletedRecordingsSchema,
  deleteRecordingsSchema,
  mediaQuerySchema,
  newRetentionSchema,
  recordingListSchema,
  recordingQuerySchema,
  recordingSchema,
  recordingSidSchema,
  retentionPreviewQuerySchema,
  retentionPreviewSchema,
  retentionSchema,
} from './recordings.ts';
import { sessionSchema, setupSchema } from './setup.ts';
import {
  softphoneDiallingSchema,
  softphoneSchema,
  softphoneTokenRequestSchema,
  softphoneTokenSchema,
} from './softphone.ts';
import { newPublicUrlSchema, publicUrlSchema, twilioCredentialsSchema, twilioSettingsSchema } from './twilio.ts';

const outgoingId = z.strictObject({ id: z.string().max(64) });
/** 100,000 rows with a few columns. */
const OUTGOING_BYTES = 17_000_000;

/** Everything the REST API answers, below `API_BASE`. The server builds its router and the OpenAPI document from this table. */
export const apiRoutes = {
  getOpenApi: get('/openapi.json', 'This description', {
    200: answer('OpenAPI 3.1 document', z.record(z.string(), z.unknown())),
  }),
  getFlowSchema: get('/flow.schema.json', 'JSON Schema of flow documents, for editors', {
    200: answer('JSON Schema 2020-12', z.record(z.string(), z.unknown())),
  }),
  getSetup: get('/setup', 'What this server can do and what is missing', { 200: answer('Setup', setupSchema) }),
  getSession: get('/session', 'Who is asking', { 200: answer('Session', sessionSchema) }),
  logOut: {
    ...route('post', '/logout', 'Forget the cookie that came with the request'),
    responses: { 204: answer('Logged out') },
  },

  listFlows: get('/flows', 'Every flow, without documents', { 200: answer('Flows', flowListSchema) }),
  createFlow: {
    ...route('post', '/flows', 'New flow: empty, from a template, or from a document'),
    body: newFlowSchema,
    responses: {
      201: answer('The new flow', flowSchema, true),
      400: refusal('Bad document or name'),
      404: refusal('No such template'),
    },
  },
  getFlow: {
    ...route('get', '/flows/:id', 'A flow with its draft'),
    params: z.strictObject({ id: flowIdSchema }),
    responses: { 200: answer('Flow', flowSchema, true), 404: refusal('No such flow') },
  },
  deleteFlow: {
    ...route('delete', '/flows/:id', 'Delete a flow with its versions'),
    params: z.strictObject({ id: flowIdSchema }),
    responses: {
      204: answer('Deleted'),
      404: refusal('No such flow'),
      409: refusal('A number still points at the flow'),
    },
  },
  saveDraft: {
    ...route('put', '/flows/:id/draft', 'Replace the draft, if nobody else has saved since'),
    params: z.strictObject({ id: flowIdSchema }),
    ifMatch: true,
    body: sentDocumentSchema,
    responses: {
      200: answer('Saved', savedDraftSchema, true),
      400: refusal('Bad document; the stored draft is untouched'),
      404: refusal('No such flow'),
      412: { ...answer('Somebody else saved first', staleDraftSchema, true) },
      413: refusal('More bytes than a document may have'),
      428: refusal('If-Match is missing'),
    },
  },
  getProblems: {
    ...route('get', '/flows/:id/problems', 'What the checker finds in the draft'),
    params: z.strictObject({ id: flowIdSchema }),
    responses: { 200: answer('Problems', flowProblemsSchema), 404: refusal('No such flow') },
  },
  publishFlow: {
    ...route('post', '/flows/:id/publish', 'Make the draft an immutable version and give it to new calls'),
    params: z.strictObject({ id: flowIdSchema }),
    ifMatch: true,
    body: publishSchema,
    responses: {
      201: answer('The new version', versionSchema),
      404: refusal('No such flow'),
      412: answer('Somebody else saved first', staleDraftSchema, true),
      422: answer('The draft has errors', unpublishableSchema),
      428: refusal('If-Match is missing'),
    },
  },
  setLive: {
    ...route('post', '/flows/:id/live', 'Give new calls an older version (rollback), or none'),
    params: z.strictObject({ id: flowIdSchema }),
    body: goLiveSchema,
    responses: { 200: answer('The flow', flowSummarySchema), 404: refusal('No such flow or version') },
  },
  listVersions: {
    ...route('get', '/flows/:id/versions', 'Published versions, newest first'),
    params: z.strictObject({ id: flowIdSchema }),
    responses: { 200: answer('Versions', versionListSchema), 404: refusal('No such flow') },
  },
  getVersion: {
    ...route('get', '/flows/:id/versions/:version', 'A published version with its document'),
    params: z.strictObject({ id: flowIdSchema, version: z.coerce.number().int().positive() }),
    responses: { 200: answer('Version', versionSchema), 404: refusal('No such flow or version') },
  },

  listCalls: {
    ...route('get', '/calls', 'Calls and messages, latest first'),
    query: callQuerySchema,
    responses: { 200: answer('Calls', callListSchema) },
  },
  getCall: {
    ...route('get', '/calls/:sid', 'A call with its step log'),
    params: z.strictObject({ sid: z.string().max(64) }),
    responses: { 200: answer('Call', callSchema), 404: refusal('No such call') },
  },

  getTwilio: get('/settings/twilio', 'Which Twilio credentials are set', {
    200: answer('Settings', twilioSettingsSchema),
  }),
  setTwilio: {
    ...route('put', '/settings/twilio', 'Set Twilio credentials; they are kept encrypted and never shown again'),
    body: twilioCredentialsSchema,
    responses: { 200: answer('Settings', twilioSettingsSchema), 409: refusal('Set by the environment') },
  },
  deleteTwilio: {
    ...route('delete', '/settings/twilio', 'Forget the Twilio credentials'),
    responses: { 200: answer('Settings', twilioSettingsSchema), 409: refusal('Set by the environment') },
  },
  getPublicUrl: get('/settings/public-url', 'Address at which Twilio reaches this server', {
    200: answer('Address', publicUrlSchema),
  }),
  setPublicUrl: {
    ...route('put', '/settings/public-url', 'Set or forget the public address'),
    body: newPublicUrlSchema,
    responses: { 200: answer('Address', publicUrlSchema), 409: refusal('Set by the environment') },
  },

  listNumbers: get('/numbers', "The account's numbers and what each points to", {
    200: answer('Numbers', numberListSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  assignNumber: {
    ...route('put', '/numbers/:sid/flow', 'Point a number at a flow, remembering what was there'),
    params: z.strictObject({ sid: z.string().max(64) }),
    body: assignNumberSchema,
    responses: {
      200: answer('The number', numberSchema),
      404: refusal('No such number or flow'),
      409: refusal('Credentials or the public address are missing, or the flow is not published'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  releaseNumber: {
    ...route('delete', '/numbers/:sid/flow', 'Put back what the number pointed to before'),
    params: z.strictObject({ sid: z.string().max(64) }),
    responses: {
      200: answer('What happened', releasedNumberSchema),
      404: refusal('Patchcord has not set this number'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },

  listCallerIds: get('/caller-ids', 'Verified caller IDs of the account', {
    200: answer('Verified caller IDs', callerIdListSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  listFroms: get('/caller-ids/allowed', 'What calls may come from: numbers that can call and verified caller IDs', {
    200: answer('Numbers', allowedFromsSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  verifyCallerId: {
    ...route('post', '/caller-ids/verifications', 'Let Twilio call a number where somebody keys in the code'),
    body: verifyCallerIdSchema,
    responses: {
      201: answer('The code; asked again while that call may last, the same', verificationSchema),
      409: refusal(
        'No credentials; already verified; a number of the account; or the code of a call that may be under way is lost',
      ),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  getVerification: {
    ...route('get', '/caller-ids/verifications', 'Whether somebody keyed in the code'),
    query: verificationQuerySchema,
    responses: {
      200: answer('How far it is', verificationStateSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  removeCallerId: {
    ...route('delete', '/caller-ids/:sid', 'Remove a verified caller ID'),
    params: z.strictObject({
      sid: z.string().regex(/^PN[0-9a-fA-F]{32}$/, 'Expected a SID: PN and 32 hexadecimal digits.'),
    }),
    responses: {
      204: answer('Removed'),
      404: refusal('No such caller ID'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },

  runDoctor: {
    ...route('post', '/doctor', 'Look at everything between a call and a flow that answers it'),
    body: newCheckupSchema,
    responses: { 200: answer('What was found', checkupSchema) },
  },
  placeCall: {
    ...route('post', '/outgoing/calls', 'Call a number through a flow, or through its draft'),
    body: newOutgoingCallSchema,
    idempotent: true,
    responses: {
      201: answer('The call, as far as it is', outgoingCallSchema),
      404: refusal('No such flow'),
      409: refusal('Credentials or the public address are missing, or the flow is not published'),
      422: refusal('The number, the caller ID or a variable cannot be used, or the draft has errors'),
      429: refusal('No more calls today'),
      502: refusal('Twilio refused or did not answer'),
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
      404: refusal('No such flow'),
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
      404: refusal('No such flow'),
      409: refusal('Credentials or the public address are missing, or the flow is not published'),
      422: refusal('Rows are bad and were not to be left out; `error.problems` names them by line'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  listOutgoingLists: get('/outgoing/lists', 'Lists of outgoing calls, latest first', {
    200: answer('Lists', outgoingListsSchema),
  }),
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
  publishNumbers: {
    ...route('post', '/numbers/publish', 'Point several numbers at a flow in one go: all of them or none'),
    body: publishNumbersSchema,
    responses: {
      200: answer('Done', operationSchema),
      404: refusal('No such flow, or no such number in the account'),
      409: answer('Not possible as things are, or a number is in another operation', failedOperationSchema),
      502: answer(
        'Twilio refused or did not answer; the operation says what became of each number',
        failedOperationSchema,
      ),
    },
  },
  releaseNumbers: {
    ...route('post', '/numbers/release', 'Put back what several numbers pointed to before: all of them or none'),
    body: chooseNumbersSchema,
    responses: {
      200: answer('Done', operationSchema),
      404: refusal('Patchcord has not set one of the numbers'),
      409: answer('No credentials, or a number is in another operation', failedOperationSchema),
      502: answer(
        'Twilio refused or did not answer; the operation says what became of each number',
        failedOperationSchema,
      ),
    },
  },
  forgetNumbers: {
    ...route('post', '/numbers/forget', 'Leave numbers as they are now and forget that Patchcord has set them'),
    body: chooseNumbersSchema,
    responses: {
      204: answer('Forgotten'),
      404: refusal('Patchcord has not set one of the numbers'),
      409: refusal('A number is in an operation'),
    },
  },
  listNumberOperations: get('/numbers/operations', 'What was done to numbers: open operations, then the latest', {
    200: answer('Operations', operationListSchema),
  }),
  getNumberOperation: {
    ...route('get', '/numbers/operations/:id', 'One operation, number by number'),
    params: z.strictObject({ id: z.string().max(64) }),
    responses: { 200: answer('The operation', operationSchema), 404: refusal('No such operation') },
  },
  resumeNumberOperation: {
    ...route('post', '/numbers/operations/:id/resume', 'Finish, undo or give up an open operation'),
    params: z.strictObject({ id: z.string().max(64) }),
    body: resumeOperationSchema,
    responses: {
      200: answer('The operation', operationSchema),
      404: refusal('No such operation'),
      409: answer('It is over already, or worked on right now', failedOperationSchema),
      502: answer('Twilio refused or did not answer', failedOperationSchema),
    },
  },
  listNumberCountries: get('/numbers/countries', 'Countries in which Twilio has numbers', {
    200: answer('Countries', numberCountriesSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  searchNumbers: {
    ...route('get', '/numbers/available', 'Numbers that can be bought, and what they cost'),
    query: numberSearchSchema,
    responses: {
      200: answer('Numbers', availableNumbersSchema),
      404: refusal('Twilio has no such numbers in that country'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  buyNumber: {
    ...route('post', '/numbers/purchases', 'Buy a number at the price that was confirmed; never twice'),
    body: buyNumberSchema,
    responses: {
      200: answer('The account has it already', purchaseSchema),
      201: answer('Bought', purchaseSchema),
      409: answer('Another price, not to be had any more, or something Twilio asks for is missing', otherPriceSchema),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  listPurchases: get('/numbers/purchases', 'Numbers bought here, latest first', {
    200: answer('Purchases', purchaseListSchema),
  }),

  listRecordings: {
    ...route('get', '/recordings', "The account's recordings, latest first, with the flow and block that made them"),
    query: recordingQuerySchema,
    responses: {
      200: answer('Recordings', recordingListSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  deleteRecordings: {
    ...route('post', '/recordings/delete', 'Delete several recordings at Twilio, with what was written down of them'),
    body: deleteRecordingsSchema,
    responses: {
      200: answer('What became of each', deletedRecordingsSchema),
      409: refusal('No credentials'),
    },
  },
  getRetention: get('/recordings/retention', 'After how many days recordings are deleted, and how far that is', {
    200: answer('Retention', retentionSchema),
  }),
  setRetention: {
    ...route('put', '/recordings/retention', 'Have recordings deleted after so many days, or keep them'),
    body: newRetentionSchema,
    responses: { 200: answer('Retention', retentionSchema) },
  },
  previewRetention: {
    ...route('get', '/recordings/retention/preview', 'What such a setting would delete at once'),
    query: retentionPreviewQuerySchema,
    responses: {
      200: answer('What would be deleted', retentionPreviewSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  getRecording: {
    ...route('get', '/recordings/:sid', 'A recording with its transcription'),
    params: z.strictObject({ sid: recordingSidSchema }),
    responses: {
      200: answer('Recording', recordingSchema),
      404: refusal('No such recording, or it was deleted'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  deleteRecording: {
    ...route('delete', '/recordings/:sid', 'Delete a recording at Twilio, with what was written down of it'),
    params: z.strictObject({ sid: recordingSidSchema }),
    responses: {
      200: answer('Deleted, or gone already', deletedRecordingSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer; it may still be there'),
    },
  },
  getRecordingMedia: {
    ...route('get', '/recordings/:sid/media', "A recording's sound, or a part of it (`Range`)"),
    params: z.strictObject({ sid: recordingSidSchema }),
    query: mediaQuerySchema,
    responses: {
      200: { description: 'The file', type: 'audio/*' },
      206: { description: 'A part of the file', type: 'audio/*' },
      404: refusal('No such recording, it was deleted, or it has no sound'),
      409: refusal('Not ready yet, encrypted, kept elsewhere, one channel only, or no credentials'),
      416: refusal('It is shorter than the part asked for'),
      502: refusal('Twilio refused or did not answer'),
    },
  },

  getSoftphone: get('/softphone', 'Whether browser phones can be used, and who has used one', {
    200: answer('Browser phones', softphoneSchema),
  }),
  setUpSoftphone: {
    ...route('post', '/softphone/setup', 'Make what browser phones need at Twilio, or put it right'),
    responses: {
      200: answer('Browser phones', softphoneSchema),
      409: refusal('Credentials or the public address are missing'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  removeSoftphone: {
    ...route('delete', '/softphone', 'Remove at Twilio what was made for browser phones'),
    responses: {
      200: answer('Browser phones', softphoneSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  setSoftphoneDialling: {
    ...route('put', '/softphone/dialling', 'Say what browser phones may call beside flows'),
    body: softphoneDiallingSchema,
    responses: { 200: answer('Browser phones', softphoneSchema) },
  },
  createSoftphoneToken: {
    ...route('post', '/softphone/token', 'An access token for a browser phone, valid for an hour'),
    body: softphoneTokenRequestSchema,
    responses: {
      201: answer('The token', softphoneTokenSchema),
      409: refusal('Browser phones are not set up'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  forgetPhone: {
    ...route('delete', '/softphone/phones/:identity', "Forget a browser phone's name"),
    params: z.strictObject({ identity: z.string().max(121) }),
    responses: { 204: answer('Forgotten'), 404: refusal('No such phone') },
  },
} as const satisfies Record<string, ApiRoute>;

/** Name of a route; handlers and the OpenAPI document's operation ids use it. */
export type ApiRouteName = keyof typeof apiRoutes;

export type ApiMethod = 'get' | 'post' | 'put' | 'delete';

/** One route: what it takes and what it answers. Paths are written as Express writes them (`/flows/:id`). */
export interface ApiRoute {
  readonly method: ApiMethod;
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The request must name the revision it is based on: `If-Match: "r<revision>"`. */
  readonly ifMatch?: boolean;
  /** The request may carry `Idempotency-Key`: the same key again makes nothing new. */
  readonly idempotent?: boolean;
  /** Most bytes of the body, where they may be more than a document's. */
  readonly bodyBytes?: number;
  readonly responses: Readonly<Record<number, ApiAnswer>>;
}

export interface ApiAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** The answer carries `ETag: "r<revision>"`. */
  readonly etag?: boolean;
  /** Media type where it is not JSON. */
  readonly type?: string;
}

function route<M extends ApiMethod>(method: M, path: string, summary: string) {
  return { method, path, summary };
}

function get<R extends Readonly<Record<number, ApiAnswer>>>(path: string, summary: string, responses: R) {
  return { ...route('get', path, summary), responses };
}

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

function answer<S extends z.ZodType>(description: string, schema?: S, etag = false) {
  return { description, schema, etag };
}

function refusal(description: string) {
  return answer(description, errorSchema);
}
