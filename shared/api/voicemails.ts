import { z } from 'zod';
import { recordingSidSchema } from './recordings.ts';

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });

const noticeSchema = z.strictObject({
  to: z.string().meta({ description: 'A number, or the address of a webhook with its secrets named.' }),
  trouble: z.string().nullable().meta({ description: 'A sentence that says why it was not told.' }),
});

export const voicemailSchema = z.strictObject({
  sid: z.string().meta({ description: 'RecordingSid; its sound is at `/recordings/{sid}/media`.' }),
  callSid: z.string(),
  flow: z.string(),
  flowName: z.string().nullable().meta({ description: 'Null once the flow is deleted.' }),
  environment: z.string(),
  block: z.string(),
  box: z.string().meta({ description: 'Mailbox it is filed under; may be empty.' }),
  from: z.string().meta({ description: 'Who left it, also where they were called.' }),
  to: z.string(),
  at: time,
  duration: z.int().meta({ description: 'Seconds.' }),
  heardAt: time.nullable().meta({ description: 'When it was marked as heard; null while it is new.' }),
  sound: z
    .enum(['pending', 'ready', 'absent', 'gone'])
    .meta({ description: '`pending` until Twilio has prepared it; `absent`: silence; `gone`: deleted at Twilio.' }),
  transcription: z
    .strictObject({ status: z.enum(['in-progress', 'completed', 'failed']), text: z.string() })
    .nullable()
    .meta({ description: 'Null where none was asked for.' }),
  notices: z
    .array(noticeSchema)
    .nullable()
    .meta({ description: 'Who was told of it; null before that, and where nobody is.' }),
});

export const voicemailListSchema = z.strictObject({
  voicemails: z.array(voicemailSchema),
  next: z.string().nullable().meta({ description: 'Pass as `cursor` for what is older; null at the end.' }),
  unread: z.int().meta({ description: 'How many are new, of all boxes.' }),
  boxes: z.array(z.string()).meta({ description: 'Boxes that have messages.' }),
});

export const voicemailQuerySchema = z.strictObject({
  box: z.string().max(64).optional().meta({ description: 'Empty for those without a box.' }),
  flow: z.string().max(128).optional(),
  state: z.enum(['new', 'heard']).optional(),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Part of what was said, or of the number that left it.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.RE[0-9a-fA-F]{32}$/, 'Expected the `next` of an earlier answer.')
    .optional(),
});

export const unreadSchema = z.strictObject({ unread: z.int() });

const sids = z.array(recordingSidSchema).min(1).max(100);

export const markVoicemailsSchema = z.strictObject({
  sids,
  heard: z.boolean().meta({ description: 'False makes them new again.' }),
});

export const markedVoicemailsSchema = z.strictObject({
  marked: z.int().meta({ description: 'How many of them there are.' }),
  unread: z.int(),
});

export const deleteVoicemailsSchema = z.strictObject({ sids });

export type VoicemailView = z.infer<typeof voicemailSchema>;
export type VoicemailListView = z.infer<typeof voicemailListSchema>;
export type VoicemailListQuery = z.infer<typeof voicemailQuerySchema>;
export type MarkVoicemails = z.infer<typeof markVoicemailsSchema>;
export type MarkedVoicemails = z.infer<typeof markedVoicemailsSchema>;
