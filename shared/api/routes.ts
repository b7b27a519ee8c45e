import { z } from 'zod';
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
import { sessionSchema, setupSchema } from './setup.ts';
import {
  assignNumberSchema,
  newPublicUrlSchema,
  numberListSchema,
  numberSchema,
  publicUrlSchema,
  releasedNumberSchema,
  twilioCredentialsSchema,
  twilioSettingsSchema,
} from './twilio.ts';

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

  runDoctor: {
    ...route('post', '/doctor', 'Look at everything between a call and a flow that answers it'),
    body: newCheckupSchema,
    responses: { 200: answer('What was found', checkupSchema) },
  },
} as const satisfies Record<string, ApiRoute>;

export const API_BASE = '/api/v1';

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
  readonly responses: Readonly<Record<number, ApiAnswer>>;
}

export interface ApiAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** The answer carries `ETag: "r<revision>"`. */
  readonly etag?: boolean;
}

function route<M extends ApiMethod>(method: M, path: string, summary: string) {
  return { method, path, summary };
}

function get<R extends Readonly<Record<number, ApiAnswer>>>(path: string, summary: string, responses: R) {
  return { ...route('get', path, summary), responses };
}

function answer<S extends z.ZodType>(description: string, schema?: S, etag = false) {
  return { description, schema, etag };
}

function refusal(description: string) {
  return answer(description, errorSchema);
}
