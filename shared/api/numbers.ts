import { z } from 'zod';
import { environmentNameSchema, flowIdSchema } from './flows.ts';

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });

/** SID of an IncomingPhoneNumber. */
const numberSid = z
  .string()
  .regex(/^PN[0-9a-fA-F]{32}$/, 'Expected the SID of a number: PN and 32 hexadecimal digits.');

/** What a number can be wired for. */
export const channelSchema = z.enum(['voice', 'messaging']);

/** Where a webhook address leads. */
export const destinationSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('flow'),
      flow: z.string(),
      name: z.string().nullable().meta({ description: 'Null where this server has no such flow any more.' }),
      environment: z.string().meta({ description: 'Where it runs: `live`, or what the address says behind `~`.' }),
      version: z.int().nullable().meta({ description: 'The version that new calls get there; null while none runs.' }),
    })
    .meta({ description: 'A flow of this server.' }),
  z.strictObject({ kind: z.literal('studio'), flowSid: z.string(), url: z.string() }).meta({
    description: 'A flow of Twilio Studio.',
  }),
  z.strictObject({ kind: z.literal('demo'), url: z.string() }).meta({
    description: "Twilio's demonstration, which new numbers are given.",
  }),
  z.strictObject({ kind: z.literal('url'), url: z.string() }).meta({ description: 'Anything else on the web.' }),
  z
    .strictObject({ kind: z.literal('none') })
    .meta({ description: 'Nothing: callers hear that and messages are kept.' }),
]);

/** What answers the calls, or the messages, of a number now. */
export const pointsToSchema = z.discriminatedUnion('kind', [
  ...destinationSchema.options,
  z
    .strictObject({
      kind: z.literal('application'),
      sid: z.string(),
      name: z.string().nullable().meta({ description: 'Null where the account has no such app.' }),
      to: destinationSchema.nullable(),
    })
    .meta({ description: 'A TwiML app, and where it leads.' }),
  z.strictObject({ kind: z.literal('trunk'), sid: z.string() }).meta({ description: 'A SIP trunk. Calls only.' }),
  z.strictObject({ kind: z.literal('service'), sid: z.string(), name: z.string(), to: destinationSchema }).meta({
    description: 'A Messaging Service that answers instead of the number, and where it leads. Messages only.',
  }),
]);

/** A property that somebody changed after Patchcord had set it, by its REST name. */
export const driftSchema = z.strictObject({
  property: z.string().meta({ description: "Twilio's name of it, e.g. `VoiceUrl`." }),
  set: z.string().meta({ description: 'What Patchcord set; empty means nothing.' }),
  found: z.string().meta({ description: 'What is there now; empty means nothing.' }),
});

/** One channel of a number. */
export const lineSchema = z.strictObject({
  possible: z.boolean().meta({ description: 'Whether the number can take calls, or messages.' }),
  pointsTo: pointsToSchema,
  assigned: z
    .strictObject({
      flow: z.string(),
      environment: z.string(),
      name: z.string().nullable(),
      at: time,
      former: z
        .record(z.string(), z.string().nullable())
        .meta({ description: 'What can be put back, by REST names; null and empty both mean nothing.' }),
      drift: z.array(driftSchema).meta({ description: 'Empty while everything is as Patchcord set it.' }),
      outdated: z.boolean().meta({
        description:
          'The public address of this server changed since: Twilio still asks the former one. Publish again.',
      }),
    })
    .nullable()
    .meta({
      description: 'Set by Patchcord: to which flow, in which environment, since when, and what was there before.',
    }),
});

export const capabilitiesSchema = z.strictObject({
  voice: z.boolean(),
  sms: z.boolean(),
  mms: z.boolean(),
  fax: z.boolean(),
});

export const numberSchema = z.strictObject({
  sid: z.string(),
  phoneNumber: z.string(),
  friendlyName: z.string(),
  capabilities: capabilitiesSchema,
  voice: lineSchema,
  messaging: lineSchema,
  operation: z
    .string()
    .nullable()
    .meta({ description: 'Id of the operation that is not over for this number; until then it takes no other.' }),
});

export const numberListSchema = z.strictObject({
  numbers: z.array(numberSchema),
  gone: z
    .array(
      z.strictObject({ sid: z.string(), phoneNumber: z.string(), channel: channelSchema, flow: z.string(), at: time }),
    )
    .meta({
      description: 'Set by Patchcord once, but not among the numbers of this account any more. They can be forgotten.',
    }),
  remarks: z.array(z.string()).meta({ description: 'What could not be read, in sentences.' }),
});

/** A number, and what of it is meant. */
export const numberChoiceSchema = z
  .strictObject({ sid: numberSid, voice: z.boolean().default(false), messaging: z.boolean().default(false) })
  .refine(({ voice, messaging }) => voice || messaging, { message: 'Choose voice, messaging or both.' });

/** Most numbers in one operation. */
export const NUMBERS_AT_ONCE = 50;

const choices = z
  .array(numberChoiceSchema)
  .min(1)
  .max(NUMBERS_AT_ONCE)
  .refine((all) => new Set(all.map(({ sid }) => sid)).size === all.length, { message: 'Name each number once.' });

const environment = environmentNameSchema.optional().meta({ description: 'Where the flow runs; `live` if absent.' });

export const publishNumbersSchema = z.strictObject({ flow: flowIdSchema, environment, numbers: choices });

export const chooseNumbersSchema = z.strictObject({ numbers: choices });

/** How far one number came. */
const stepStateSchema = z.enum(['planned', 'sent', 'done', 'undone', 'changed']).meta({
  description:
    '`planned`: untouched yet. `sent`: Twilio was asked, and did not tell yet. `done`: as asked. `undone`: as it was before. ' +
    '`changed`: somebody else changed it meanwhile, so it was left alone.',
});

/** Several numbers set, or put back, in one go. */
export const operationSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['publish', 'release']),
  flow: z.string().nullable().meta({ description: 'The flow that numbers are pointed at; null for a release.' }),
  environment: z.string().nullable().meta({ description: 'Where that flow runs; null for a release.' }),
  at: time,
  endedAt: time.nullable(),
  state: z.enum(['open', 'done', 'undone', 'left']).meta({
    description:
      '`done`: every number is as asked. `undone`: every number is as before. `open`: not over; the server keeps trying. ' +
      '`left`: given up, with the numbers as they were.',
  }),
  direction: z.enum(['finish', 'undo']).meta({ description: 'What an open operation tries.' }),
  running: z.boolean().meta({ description: 'Whether it is worked on right now.' }),
  error: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'Why it did not go through.' }),
  numbers: z.array(
    z.strictObject({
      sid: z.string(),
      phoneNumber: z.string(),
      channels: z.array(channelSchema),
      state: stepStateSchema,
      message: z.string().nullable().meta({ description: 'What went wrong, or what was left as it is.' }),
      changes: z.array(
        z.strictObject({ property: z.string(), before: z.string(), wanted: z.string() }).meta({
          description: 'A property of the number by its REST name. Empty means nothing.',
        }),
      ),
      kept: z.array(driftSchema).meta({
        description:
          'For a release: what somebody changed after Patchcord had set it, and what was therefore left as it is.',
      }),
    }),
  ),
});

export const operationListSchema = z.strictObject({ operations: z.array(operationSchema) });

export const resumeOperationSchema = z.strictObject({
  direction: z.enum(['finish', 'undo', 'leave']).meta({
    description: '`finish` what was asked, `undo` it, or `leave` every number as it is now and end the operation.',
  }),
});

/** `publishNumbers` and `releaseNumbers` when they did not go through. */
export const failedOperationSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string() }),
  operation: operationSchema.optional().meta({ description: 'Absent where nothing had been begun.' }),
});

export const assignNumberSchema = z.strictObject({ flow: z.string(), environment });

export const releasedNumberSchema = z.strictObject({
  restored: z.boolean().meta({
    description: 'False where the number had been pointed elsewhere in the meantime; that was then left as it is.',
  }),
  number: numberSchema,
});

export type Channel = z.infer<typeof channelSchema>;
export type Destination = z.infer<typeof destinationSchema>;
export type PointsTo = z.infer<typeof pointsToSchema>;
export type Drift = z.infer<typeof driftSchema>;
export type LineView = z.infer<typeof lineSchema>;
export type NumberView = z.infer<typeof numberSchema>;
export type NumberListView = z.infer<typeof numberListSchema>;
export type NumberChoice = z.infer<typeof numberChoiceSchema>;
export type PublishNumbers = z.infer<typeof publishNumbersSchema>;
export type ChooseNumbers = z.infer<typeof chooseNumbersSchema>;
export type OperationView = z.infer<typeof operationSchema>;
export type OperationListView = z.infer<typeof operationListSchema>;
export type ResumeOperation = z.infer<typeof resumeOperationSchema>;
export type FailedOperation = z.infer<typeof failedOperationSchema>;
export type AssignNumber = z.infer<typeof assignNumberSchema>;
export type ReleasedNumber = z.infer<typeof releasedNumberSchema>;
