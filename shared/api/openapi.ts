import { z } from 'zod';
import { API_BASE } from './base.ts';
import * as callerIds from './caller-ids.ts';
import { callListSchema, callSchema, callSummarySchema } from './calls.ts';
import { checkupSchema, findingSchema, fixActionSchema } from './doctor.ts';
import { documentSchema } from './document.ts';
import { errorSchema } from './errors.ts';
import * as flows from './flows.ts';
import * as market from './number-market.ts';
import * as numbers from './numbers.ts';
import * as outgoing from './outgoing.ts';
import * as recordings from './recordings.ts';
import type { ApiAnswer, ApiRoute } from './route.ts';
import { apiRoutes } from './routes.ts';
import { sessionSchema, setupSchema } from './setup.ts';
import * as softphone from './softphone.ts';
import * as twilio from './twilio.ts';

/** Schemas that get a name in the document; all others are written where they are used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Error: errorSchema,
  FlowDocument: documentSchema,
  FlowSummary: flows.flowSummarySchema,
  Flow: flows.flowSchema,
  FlowList: flows.flowListSchema,
  NewFlow: flows.newFlowSchema,
  SavedDraft: flows.savedDraftSchema,
  StaleDraft: flows.staleDraftSchema,
  FlowChange: flows.flowChangeSchema,
  FlowProblem: flows.flowProblemSchema,
  FlowProblems: flows.flowProblemsSchema,
  Unpublishable: flows.unpublishableSchema,
  VersionSummary: flows.versionSummarySchema,
  Version: flows.versionSchema,
  VersionList: flows.versionListSchema,
  CallSummary: callSummarySchema,
  CallList: callListSchema,
  Call: callSchema,
  Setup: setupSchema,
  Session: sessionSchema,
  TwilioCredentials: twilio.twilioCredentialsSchema,
  TwilioSettings: twilio.twilioSettingsSchema,
  PublicUrl: twilio.publicUrlSchema,
  Recording: recordings.recordingSchema,
  RecordingList: recordings.recordingListSchema,
  DeletedRecording: recordings.deletedRecordingSchema,
  Retention: recordings.retentionSchema,
  RetentionPreview: recordings.retentionPreviewSchema,
  CallerId: callerIds.callerIdSchema,
  CallerIdList: callerIds.callerIdListSchema,
  VerifyCallerId: callerIds.verifyCallerIdSchema,
  Verification: callerIds.verificationSchema,
  VerificationState: callerIds.verificationStateSchema,
  AllowedFroms: callerIds.allowedFromsSchema,
  NewOutgoingCall: outgoing.newOutgoingCallSchema,
  OutgoingCall: outgoing.outgoingCallSchema,
  OutgoingCallList: outgoing.outgoingCallListSchema,
  NewOutgoingList: outgoing.newOutgoingListSchema,
  OutgoingCheck: outgoing.outgoingCheckSchema,
  OutgoingList: outgoing.outgoingListSchema,
  OutgoingLists: outgoing.outgoingListsSchema,
  NewOutgoingSettings: outgoing.newOutgoingSettingsSchema,
  OutgoingSettings: outgoing.outgoingSettingsSchema,
  Number: numbers.numberSchema,
  NumberLine: numbers.lineSchema,
  NumberList: numbers.numberListSchema,
  Destination: numbers.destinationSchema,
  PointsTo: numbers.pointsToSchema,
  PublishNumbers: numbers.publishNumbersSchema,
  ChooseNumbers: numbers.chooseNumbersSchema,
  NumberOperation: numbers.operationSchema,
  NumberOperationList: numbers.operationListSchema,
  FailedOperation: numbers.failedOperationSchema,
  ReleasedNumber: numbers.releasedNumberSchema,
  NumberCountries: market.numberCountriesSchema,
  AvailableNumbers: market.availableNumbersSchema,
  BuyNumber: market.buyNumberSchema,
  Purchase: market.purchaseSchema,
  PurchaseList: market.purchaseListSchema,
  OtherPrice: market.otherPriceSchema,
  Softphone: softphone.softphoneSchema,
  SoftphoneDialling: softphone.softphoneDiallingSchema,
  SoftphoneToken: softphone.softphoneTokenSchema,
  Checkup: checkupSchema,
  Finding: findingSchema,
  FixAction: fixActionSchema,
};

/** Answers any route may give, whatever else it declares. */
const ALWAYS: Readonly<Record<number, ApiAnswer>> = {
  400: { description: 'Bad request', schema: errorSchema },
  401: { description: 'Not logged in', schema: errorSchema },
  403: { description: 'Sent by a page of another site', schema: errorSchema },
  429: { description: 'Too many wrong tokens', schema: errorSchema },
};

const BODY_ANSWERS: Readonly<Record<number, ApiAnswer>> = {
  413: { description: 'Too large', schema: errorSchema },
  415: { description: 'Not JSON', schema: errorSchema },
};

/**
 * OpenAPI 3.1 description of the API, made of the schemas that judge requests and the table the router is built from.
 *
 * @param version of the product
 */
export function openApiDocument(version: string): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'input' });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries<ApiRoute>(apiRoutes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchcord',
      version,
      description: 'Flows, published versions, calls, and the numbers that lead to them.',
    },
    servers: [{ url: API_BASE }],
    security: [{ token: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.keys(NAMED).map((id) => [id, withoutMarks(schemas[id] ?? {})])),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'For machines: the value of PATCHCORD_TOKEN.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'patchcord',
          description: 'For people: set by the one-time login link.',
        },
      },
    },
  };
}

function operation(name: string, route: ApiRoute): Record<string, unknown> {
  const parameters = [...fields('path', route.params), ...fields('query', route.query)];
  if (route.ifMatch) {
    const description = 'Revision the request is based on, as its ETag: `"r12"`.';
    parameters.push({ name: 'If-Match', in: 'header', required: true, description, schema: { type: 'string' } });
  }
  if (route.idempotent) {
    const description = 'The same key again gives what the first request made, and makes nothing new.';
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    });
  }
  const answers = { ...ALWAYS, ...(route.body ? BODY_ANSWERS : {}), ...route.responses };
  return {
    operationId: name,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: content(route.body) } } : {}),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)])),
  };
}

function response(answer: ApiAnswer): Record<string, unknown> {
  return {
    description: answer.description,
    ...(answer.etag ? { headers: { ETag: { description: '`"r<revision>"`', schema: { type: 'string' } } } } : {}),
    ...(answer.schema ? { content: content(answer.schema) } : {}),
    ...(answer.type ? { content: { [answer.type]: { schema: { type: 'string' } } } } : {}),
  };
}

function content(schema: z.ZodType): Record<string, unknown> {
  return { 'application/json': { schema: schemaOf(schema) } };
}

function fields(where: 'path' | 'query', schema: z.ZodObject | undefined): Record<string, unknown>[] {
  const shape: Record<string, z.ZodType> = schema?.shape ?? {};
  return Object.entries(shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !field.safeParse(undefined).success,
    schema: schemaOf(field),
  }));
}

function schemaOf(schema: z.ZodType): unknown {
  const named = Object.entries(NAMED).find(([, candidate]) => candidate === schema);
  if (named) return { $ref: `#/components/schemas/${named[0]}` };
  return withoutMarks(z.toJSONSchema(schema, { io: 'output' }));
}

/** Drops what the OpenAPI document says once for all; zod's recursive "any JSON" becomes the empty schema, which means the same. */
function withoutMarks({ $schema: _dialect, $id: _id, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$ref' in value && String(value.$ref).includes('__shared')
      ? {}
      : value,
  ) as Record<string, unknown>;
}
