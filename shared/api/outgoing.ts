import { z } from 'zod';
import { WEEKDAYS } from '../time/dates.ts';
import { environmentNameSchema, flowIdSchema } from './flows.ts';

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'Expected a number in E.164: + and 7 to 15 digits.');

/**
 * Where an outgoing call is. `planned`: not called yet. `calling`: the intent is kept, Twilio's answer is not. Then Twilio's
 * own states, and `unknown`: it cannot be told whether Twilio placed it, so nothing calls it again by itself.
 * https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 */
export const outgoingStateSchema = z.enum([
  'planned',
  'calling',
  'placed',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
  'unknown',
]);

/** What Twilio does with a call beside asking for its documents. https://www.twilio.com/docs/voice/api/call-resource#create-a-call */
export const outgoingOptionsSchema = z
  .strictObject({
    timeout: z.int().min(5).max(600).optional().meta({ description: 'Seconds the phone rings; Twilio takes 60.' }),
    timeLimit: z.int().min(1).max(86_400).optional().meta({ description: 'Longest duration of the call in seconds.' }),
    machineDetection: z.enum(['Enable', 'DetectMessageEnd']).optional(),
    machineDetectionTimeout: z.int().min(3).max(59).optional().meta({ description: 'Seconds.' }),
    machineDetectionSpeechThreshold: z.int().min(1000).max(6000).optional().meta({ description: 'Milliseconds.' }),
    machineDetectionSpeechEndThreshold: z.int().min(500).max(5000).optional().meta({ description: 'Milliseconds.' }),
    machineDetectionSilenceTimeout: z.int().min(2000).max(10_000).optional().meta({ description: 'Milliseconds.' }),
    asyncAmd: z.boolean().optional().meta({ description: 'Tell machines apart while the call already goes on.' }),
    record: z.boolean().optional(),
    recordingChannels: z.enum(['mono', 'dual']).optional(),
    recordingTrack: z.enum(['inbound', 'outbound', 'both']).optional(),
    trim: z.enum(['trim-silence', 'do-not-trim']).optional(),
  })
  .refine(({ asyncAmd, machineDetection }) => !asyncAmd || machineDetection !== undefined, {
    message: 'asyncAmd needs machineDetection.',
    path: ['machineDetection'],
  });

const variables = z
  .record(
    z.string().max(64),
    z.union([z.string().max(4000), z.number(), z.boolean(), z.record(z.string(), z.json()), z.array(z.json())]),
  )
  .meta({
    description:
      'Values of declared variables of the flow, instead of their initial ones. Text is read as what the variable holds: JSON for an object or a list.',
  });

const environment = environmentNameSchema
  .optional()
  .meta({ description: 'Whose version is called through, with its values; `live` if absent.' });

const idempotencyKey = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .optional()
  .meta({ description: 'The same key again gives the same call or list; the header Idempotency-Key says the same.' });

/** One call through a flow; with `draft`, through the draft as it is now. */
export const newOutgoingCallSchema = z.strictObject({
  flow: flowIdSchema,
  environment,
  draft: z
    .boolean()
    .optional()
    .meta({ description: 'Run the draft, pinned as it is now, instead of what is published.' }),
  to: e164,
  from: e164,
  variables: variables.optional(),
  options: outgoingOptionsSchema.optional(),
  idempotencyKey,
});

/** A call that goes out, alone or in a list. */
export const outgoingCallSchema = z.strictObject({
  id: z.string(),
  list: z.string().nullable().meta({ description: 'The list it belongs to; null for a call by itself.' }),
  line: z.int().nullable().meta({ description: 'Line of the CSV.' }),
  flow: z.string(),
  environment: z.string(),
  version: z.int().meta({ description: 'Version the call is pinned to; negative for a draft that was tried.' }),
  to: z.string(),
  from: z.string(),
  variables: z.record(z.string(), z.unknown()),
  state: outgoingStateSchema,
  callSid: z.string().nullable(),
  calledAt: time.nullable(),
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  duration: z.int().nullable().meta({ description: 'Seconds, as Twilio counts them.' }),
  answeredBy: z.string().nullable().meta({ description: "Twilio's AnsweredBy, where machines were to be told apart." }),
  price: z.string().nullable(),
  priceUnit: z.string().nullable(),
  errorCode: z.int().nullable(),
  reason: z.string().nullable().meta({ description: 'Why it failed, or why nobody knows.' }),
});

export const outgoingCallListSchema = z.strictObject({
  calls: z.array(outgoingCallSchema),
  next: z.string().nullable().meta({ description: 'Value of `after` for the next page; null on the last one.' }),
});

export const outgoingCallQuerySchema = z.strictObject({
  list: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'Calls of this list in its order; else calls by themselves, latest first.' }),
  state: outgoingStateSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'Expected the `next` of the page before.')
    .optional(),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a time such as 09:30.');

/** When a list may call: outside it waits. `to` before `from` means over midnight. */
export const callingHoursSchema = z.strictObject({
  timezone: z.string().max(64).meta({ description: 'IANA name, e.g. America/New_York.' }),
  from: clock,
  to: clock,
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .max(7)
    .optional()
    .meta({ description: 'Days on which it begins; all if absent.' }),
});

/** A list of calls: a CSV whose columns are the number to call and variables of the flow. */
export const newOutgoingListSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  flow: flowIdSchema,
  environment,
  from: e164,
  csv: z.string().max(16_000_000).meta({ description: 'With a header; at most 100,000 rows.' }),
  toColumn: z.string().max(200).optional().meta({ description: 'Column of the numbers; `To` or `to` if absent.' }),
  columns: z
    .record(z.string().max(200), z.string().max(64).nullable())
    .optional()
    .meta({ description: 'Variable each column is for, where it has another name; null leaves the column out.' }),
  skipBad: z
    .boolean()
    .optional()
    .meta({ description: 'Call the good rows although others are bad. Else bad rows refuse the list.' }),
  paused: z.boolean().optional().meta({ description: 'Call nobody before the list is resumed.' }),
  concurrency: z.int().min(1).max(500).default(5).meta({ description: 'Calls at the same time.' }),
  callsPerSecond: z
    .number()
    .min(0.05)
    .max(100)
    .default(1)
    .meta({ description: "At most the account's, see the settings." }),
  hours: callingHoursSchema.optional(),
  options: outgoingOptionsSchema.optional(),
  idempotencyKey,
});

/** A row that will not be called. */
export const badRowSchema = z.strictObject({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});

/** What a CSV holds, before anybody is called. */
export const outgoingCheckSchema = z.strictObject({
  columns: z.array(
    z.strictObject({ name: z.string(), use: z.enum(['to', 'variable', 'none']), variable: z.string().nullable() }),
  ),
  rows: z.int(),
  good: z.int(),
  bad: z.array(badRowSchema).meta({ description: 'The first 1,000.' }),
  badTotal: z.int(),
  duplicates: z.int().meta({ description: 'How many of the bad rows name a number that is in the list before.' }),
  countries: z.record(z.string(), z.int()).meta({ description: 'Good rows by ISO country.' }),
  sample: z
    .array(z.strictObject({ line: z.int(), to: z.string(), variables: z.record(z.string(), z.unknown()) }))
    .meta({ description: 'The first good rows.' }),
});

const counts = z
  .strictObject({
    planned: z.int(),
    calling: z.int(),
    placed: z.int(),
    ringing: z.int(),
    'in-progress': z.int(),
    completed: z.int(),
    busy: z.int(),
    'no-answer': z.int(),
    failed: z.int(),
    canceled: z.int(),
    unknown: z.int(),
  })
  .meta({ description: 'How many calls are in each state.' });

/** A list and how far it is. */
export const outgoingListSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['list', 'callback']).meta({ description: '`callback`: somebody who asked to be called back.' }),
  name: z.string().meta({ description: 'Of a call-back the number.' }),
  flow: z.string(),
  environment: z.string(),
  version: z.int(),
  from: z.string(),
  status: z.enum(['running', 'paused', 'canceled', 'done']),
  waits: z
    .strictObject({
      for: z.enum(['time', 'hours', 'daily-cap', 'twilio']),
      until: time.nullable(),
      reason: z.string(),
    })
    .nullable()
    .meta({ description: 'Why a running list calls nobody at the moment.' }),
  reason: z.string().nullable().meta({ description: 'Why it was paused, where no person did it.' }),
  total: z.int(),
  counts,
  bad: z.int().meta({ description: 'Rows that were left out.' }),
  concurrency: z.int(),
  callsPerSecond: z.number(),
  hours: callingHoursSchema.nullable(),
  options: outgoingOptionsSchema,
  tries: z.int().meta({ description: 'How often a number is called while nobody answers.' }),
  origin: z
    .strictObject({ sid: z.string(), flow: z.string(), block: z.string() })
    .nullable()
    .meta({ description: 'Call (or conversation) and block that asked for a call-back.' }),
  createdAt: time,
  doneAt: time.nullable(),
});

export const outgoingListQuerySchema = z.strictObject({
  kind: z
    .enum(['list', 'callback'])
    .default('list')
    .meta({ description: 'Lists, or call-backs that flows asked for.' }),
});

export const outgoingListsSchema = z.strictObject({ lists: z.array(outgoingListSchema) });

const country = z.string().regex(/^[A-Z]{2}$/, 'Expected an ISO country such as US.');

/** Limits that hold for every outgoing call of the account. */
export const newOutgoingSettingsSchema = z.strictObject({
  countries: z
    .array(country)
    .max(250)
    .nullable()
    .meta({ description: "Countries that may be called; null means those of the account's own numbers." }),
  callsPerDay: z.int().min(0).max(1_000_000).meta({ description: 'Between midnight and midnight UTC.' }),
  callsPerSecond: z
    .number()
    .min(0.05)
    .max(100)
    .meta({ description: "The account's CPS at Twilio; 1 unless Twilio raised it." }),
});

export const outgoingSettingsSchema = z.strictObject({
  ...newOutgoingSettingsSchema.shape,
  allowed: z.array(country).meta({ description: 'Countries that may be called now.' }),
  callsToday: z.int(),
});

export type OutgoingState = z.infer<typeof outgoingStateSchema>;
export type OutgoingOptions = z.infer<typeof outgoingOptionsSchema>;
export type NewOutgoingCall = z.infer<typeof newOutgoingCallSchema>;
export type OutgoingCallView = z.infer<typeof outgoingCallSchema>;
export type OutgoingCallListView = z.infer<typeof outgoingCallListSchema>;
export type OutgoingCallQuery = z.infer<typeof outgoingCallQuerySchema>;
export type CallingHours = z.infer<typeof callingHoursSchema>;
export type NewOutgoingList = z.infer<typeof newOutgoingListSchema>;
export type BadRow = z.infer<typeof badRowSchema>;
export type OutgoingCheck = z.infer<typeof outgoingCheckSchema>;
export type OutgoingCounts = z.infer<typeof counts>;
export type OutgoingListView = z.infer<typeof outgoingListSchema>;
export type OutgoingListQuery = z.infer<typeof outgoingListQuerySchema>;
export type OutgoingListsView = z.infer<typeof outgoingListsSchema>;
export type NewOutgoingSettings = z.infer<typeof newOutgoingSettingsSchema>;
export type OutgoingSettingsView = z.infer<typeof outgoingSettingsSchema>;
