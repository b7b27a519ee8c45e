import { z } from 'zod';
import { sentDocumentSchema } from '../document.ts';
import { missingBindingsSchema } from '../environments.ts';
import {
  calledFlowsQuerySchema,
  calledFlowsSchema,
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
} from '../flows.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

/** Flows, drafts and versions. */
export const flowRoutes = {
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
      409: refusal('A number still points at the flow, or another flow runs it'),
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
  listCalledFlows: {
    ...route('get', '/called-flows', 'What publishing would keep of the flows that a flow calls, and what those call'),
    query: calledFlowsQuerySchema,
    responses: { 200: answer('Versions, with their documents', calledFlowsSchema) },
  },
  publishFlow: {
    ...route('post', '/flows/:id/publish', 'Make the draft an immutable version and give it to new calls'),
    params: z.strictObject({ id: flowIdSchema }),
    ifMatch: true,
    body: publishSchema,
    responses: {
      201: answer('The new version', versionSchema),
      404: refusal('No such flow or environment'),
      409: answer('The environment lacks what the flow names', missingBindingsSchema),
      412: answer('Somebody else saved first', staleDraftSchema, true),
      422: answer('The draft has errors', unpublishableSchema),
      428: refusal('If-Match is missing'),
    },
  },
  setLive: {
    ...route(
      'post',
      '/flows/:id/live',
      'Give new calls another version, or none: rollback, or promotion to another environment',
    ),
    params: z.strictObject({ id: flowIdSchema }),
    body: goLiveSchema,
    responses: {
      200: answer('The flow', flowSummarySchema),
      404: refusal('No such flow, version or environment'),
      409: answer('The environment lacks what the version names', missingBindingsSchema),
    },
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
  listVersionsBehind: {
    ...route('get', '/flows/:id/versions/:version/behind', 'A version, and those of the flows that it runs'),
    params: z.strictObject({
      id: flowIdSchema,
      version: z.coerce.number().int().meta({ description: 'Negative: a draft that was tried, as it was then.' }),
    }),
    responses: { 200: answer('Versions, with their documents', calledFlowsSchema), 404: refusal('No such version') },
  },
} as const satisfies Record<string, ApiRoute>;
