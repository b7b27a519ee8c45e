import { z } from 'zod';

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });
const parameters = z.record(z.string(), z.string());
const note = z.looseObject({ code: z.string(), message: z.string() });

/** A call or message as the list shows it. */
export const callSummarySchema = z.strictObject({
  sid: z.string(),
  channel: z.enum(['voice', 'messaging']),
  flow: z.string(),
  version: z.int().meta({ description: 'Negative: a draft that was tried, as it was then.' }),
  from: z.string(),
  to: z.string(),
  startedAt: time,
  lastAt: time,
  turns: z.int(),
  status: z.string(),
  failed: z.boolean(),
  waitsUntil: time.nullable().meta({ description: 'Until when a conversation waits for the next message.' }),
});

export const callListSchema = z.strictObject({ calls: z.array(callSummarySchema) });

export const callQuerySchema = z.strictObject({
  flow: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'Only calls that started before this time.' }),
});

const stepSchema = z.strictObject({
  block: z.string(),
  type: z.string(),
  event: z.enum(['run', 'resume', 'return']),
  result: z.enum(['go', 'wait', 'again', 'end', 'failed', 'held', 'enter', 'return']),
  exit: z.string().optional(),
  to: z.string().optional(),
  notes: z.array(note).optional(),
  visit: z.string().optional().meta({
    description: 'Names what the step had done outside of the flow: the message with the same block and visit.',
  }),
});

const turnSchema = z.strictObject({
  turn: z.int(),
  at: time,
  took: z.number().meta({ description: 'Milliseconds.' }),
  parameters,
  answer: z.string().meta({ description: 'TwiML answered.' }),
  log: z.array(stepSchema),
  aside: z
    .string()
    .optional()
    .meta({ description: '`<block>.<exit>` that led to it, where the turn was beside the call.' }),
  failure: note.optional(),
});

const callbackSchema = z.strictObject({
  kind: z.enum(['status', 'recording', 'transcription', 'fallback', 'amd', 'message']),
  block: z.string().nullable(),
  at: time,
  parameters,
});

const messageSchema = z.strictObject({
  block: z.string(),
  visit: z.string(),
  to: z.string(),
  from: z.string().meta({ description: 'Number, sender name or SID of a messaging service.' }),
  body: z.string(),
  media: z.int().meta({ description: 'Files sent with it.' }),
  at: time.meta({ description: 'When it was begun.' }),
  result: z
    .enum(['sending', 'accepted', 'refused', 'unknown'])
    .meta({ description: 'What came of the request; `unknown`: it may have been sent or not, and is not sent again.' }),
  sid: z.string().nullable().meta({ description: 'MessageSid; null while it is not known.' }),
  errorCode: z.int().nullable(),
  statuses: z
    .array(z.strictObject({ status: z.string(), at: time, errorCode: z.int().nullable() }))
    .meta({ description: 'What Twilio told of it later, in the order it came.' }),
});

const requestSchema = z.strictObject({
  block: z.string(),
  visit: z.string(),
  at: time.meta({ description: 'When it was begun.' }),
  method: z.string(),
  url: z.string().meta({ description: 'As the flow asked for it; secrets by their names.' }),
  result: z.enum(['asking', 'answered', 'timeout', 'failed', 'unknown']).meta({
    description: 'What came of it; `unknown`: it may have been carried out or not, and is not sent again.',
  }),
  reason: z.string().nullable().meta({ description: 'Why there is no answer.' }),
  status: z.int().nullable(),
  contentType: z.string().nullable(),
  body: z.string().nullable().meta({ description: 'At most 64 KB; secrets are taken out.' }),
});

/** A call with every turn and callback. One-time tokens of a turn that is still open are left out. */
export const callSchema = z.strictObject({
  ...callSummarySchema.shape,
  waitingAt: z.string().nullable().meta({ description: 'Block that waits for the caller.' }),
  variables: z.record(z.string(), z.unknown()),
  results: z.record(z.string(), z.record(z.string(), z.unknown())),
  steps: z.array(turnSchema),
  callbacks: z.array(callbackSchema),
  requests: z.array(requestSchema).meta({ description: 'Requests the call made to other servers.' }),
  messages: z.array(messageSchema).meta({ description: 'Messages the call sent through the REST API.' }),
});

export type CallSummaryView = z.infer<typeof callSummarySchema>;
export type CallListView = z.infer<typeof callListSchema>;
export type CallView = z.infer<typeof callSchema>;
export type CallMessageView = z.infer<typeof messageSchema>;
export type CallRequestView = z.infer<typeof requestSchema>;
export type CallTurnView = z.infer<typeof turnSchema>;
