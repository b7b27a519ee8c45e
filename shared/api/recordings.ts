import { z } from 'zod';

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });

/** SID of a recording, as it stands in paths. */
export const recordingSidSchema = z
  .string()
  .regex(/^RE[0-9a-fA-F]{32}$/, 'Expected a recording SID: RE and 32 hexadecimal digits.');

/** https://www.twilio.com/docs/voice/api/recording#recording-properties */
const statusSchema = z.enum(['in-progress', 'paused', 'stopped', 'processing', 'completed', 'absent', 'deleted']);

/** Whose recordings: those of calls that flows of this server answered, or all of the account. */
export const recordingScopeSchema = z.enum(['flows', 'account']);

const originSchema = z.strictObject({
  flow: z.string(),
  flowName: z.string().nullable().meta({ description: 'Null once the flow is deleted.' }),
  version: z.int(),
  block: z.string().nullable().meta({ description: 'Block that recorded, where it is known.' }),
  blockName: z.string().nullable(),
  from: z.string(),
  to: z.string(),
});

const transcriptionSchema = z.strictObject({
  status: z.enum(['in-progress', 'completed', 'failed']),
  text: z.string(),
});

export const recordingSchema = z.strictObject({
  sid: z.string(),
  callSid: z.string().nullable(),
  conferenceSid: z.string().nullable(),
  status: statusSchema,
  source: z.string().meta({ description: 'How it was made, in Twilio’s words, e.g. `RecordVerb`.' }),
  startedAt: time,
  duration: z.number().nullable().meta({ description: 'Seconds; null while it goes on.' }),
  channels: z.int(),
  playable: z
    .boolean()
    .meta({ description: 'Whether there is a file to hear: complete, not encrypted, kept at Twilio.' }),
  unplayable: z.string().nullable().meta({ description: 'A sentence that says why there is none.' }),
  origin: originSchema.nullable().meta({ description: 'Null where no flow of this server answered the call.' }),
  transcription: transcriptionSchema.nullable(),
});

export const recordingListSchema = z.strictObject({
  recordings: z.array(recordingSchema),
  next: z.string().nullable().meta({ description: 'Pass as `cursor` for what is older; null at the end.' }),
  backTo: time.nullable().meta({ description: 'Everything since this time was looked through; null at the end.' }),
});

export const recordingQuerySchema = z.strictObject({
  scope: recordingScopeSchema.default('account'),
  flow: z.string().max(128).optional(),
  call: z
    .string()
    .regex(/^CA[0-9a-fA-F]{32}$/, 'Expected a call SID: CA and 32 hexadecimal digits.')
    .optional(),
  from: z.coerce.number().int().min(0).optional().meta({ description: 'Made at this time or later.' }),
  to: z.coerce.number().int().min(0).optional().meta({ description: 'Made before this time.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({
    description: 'About how many. With a filter there can be fewer though `next` leads on, or more.',
  }),
  cursor: z
    .string()
    .max(400)
    .regex(/^\d{1,9}\.[A-Za-z0-9._~%-]+$/, 'Expected the `next` of an earlier answer.')
    .optional(),
});

export const mediaQuerySchema = z.strictObject({
  format: z.enum(['mp3', 'wav']).default('mp3'),
  channels: z.coerce
    .number()
    .int()
    .min(1)
    .max(2)
    .optional()
    .meta({ description: '2 for both sides of the call apart, where they were recorded so; 1 for both mixed.' }),
  download: z.enum(['true', 'false']).default('false').meta({ description: 'Ask the browser to save it.' }),
});

export const deletedRecordingSchema = z.strictObject({
  sid: z.string(),
  deleted: z.boolean(),
  already: z.boolean().meta({ description: 'True where Twilio had it no more.' }),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});

export const deleteRecordingsSchema = z.strictObject({ sids: z.array(recordingSidSchema).min(1).max(100) });

export const deletedRecordingsSchema = z.strictObject({ results: z.array(deletedRecordingSchema) });

const days = z.int().min(1).max(3650);

/** What is deleted by itself, and when. */
export const newRetentionSchema = z.strictObject({
  days: days.nullable().meta({ description: 'Recordings older than so many days are deleted; null keeps all.' }),
  scope: recordingScopeSchema.default('flows'),
});

export const retentionSchema = z.strictObject({
  ...newRetentionSchema.shape,
  scope: recordingScopeSchema,
  lookedAt: time.nullable().meta({ description: 'When recordings were last looked through to the end.' }),
  deleted: z.int().meta({ description: 'How many were deleted by it so far.' }),
  waiting: z.int().meta({ description: 'How many are to be deleted next.' }),
  trouble: z.string().nullable().meta({ description: 'Why the latest try failed, if it did; it is tried again.' }),
});

export const retentionPreviewQuerySchema = z.strictObject({
  days: z.coerce.number().pipe(days),
  scope: recordingScopeSchema.default('flows'),
});

export const retentionPreviewSchema = z.strictObject({
  count: z.int().meta({ description: 'Recordings that would be deleted at once.' }),
  seconds: z.number().meta({ description: 'Their length in all.' }),
  oldest: time.nullable(),
  others: z.int().meta({ description: 'Just as old, but kept: no flow of this server answered their calls.' }),
  complete: z.boolean().meta({ description: 'False where there are more than were looked through.' }),
});

export type RecordingScope = z.infer<typeof recordingScopeSchema>;
export type RecordingView = z.infer<typeof recordingSchema>;
export type RecordingListView = z.infer<typeof recordingListSchema>;
export type RecordingQuery = z.infer<typeof recordingQuerySchema>;
export type MediaQuery = z.infer<typeof mediaQuerySchema>;
export type DeletedRecording = z.infer<typeof deletedRecordingSchema>;
export type DeletedRecordings = z.infer<typeof deletedRecordingsSchema>;
export type NewRetention = z.infer<typeof newRetentionSchema>;
export type RetentionView = z.infer<typeof retentionSchema>;
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;
