import { z } from 'zod';

const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'Expected a number with a plus, the country code and digits only, like +15550100199.');

/** A number that is not of the account, but shown to belong to its people. */
export const callerIdSchema = z.strictObject({
  sid: z.string(),
  phoneNumber: z.string(),
  friendlyName: z.string(),
  at: z.int().meta({ description: 'When it was verified. Milliseconds since 1970-01-01 UTC.' }),
});

export const callerIdListSchema = z.strictObject({ callerIds: z.array(callerIdSchema) });

/** Asks Twilio to call a number. */
export const verifyCallerIdSchema = z.strictObject({
  phoneNumber,
  friendlyName: z.string().trim().max(64).optional(),
  callDelay: z.int().min(0).max(60).optional().meta({ description: 'Seconds before Twilio calls; 0 if absent.' }),
  extension: z
    .string()
    .regex(/^\d{1,20}$/, 'Expected the digits of an extension.')
    .optional()
    .meta({ description: 'Dialled once somebody answers.' }),
  again: z.boolean().optional().meta({
    description: 'Call although a call for this number was asked for a moment ago. Otherwise the same code is given.',
  }),
});

export const verificationSchema = z.strictObject({
  phoneNumber: z.string(),
  friendlyName: z.string(),
  validationCode: z.string().meta({ description: 'To be keyed in at the phone that Twilio calls.' }),
  callSid: z.string().nullable(),
  callAt: z.int().meta({ description: 'When Twilio calls. Milliseconds since 1970-01-01 UTC.' }),
  waitSeconds: z.int().meta({ description: 'After which nobody keys in a code any more, counted from the answer.' }),
});

export const verificationQuerySchema = z.strictObject({
  phoneNumber,
  callSid: z
    .string()
    .regex(/^CA[0-9a-fA-F]{32}$/, 'Expected the SID of a call: CA and 32 hexadecimal digits.')
    .optional(),
});

/** How far a verification is, as far as Twilio says. */
export const verificationStateSchema = z.strictObject({
  state: z.enum(['waiting', 'verified', 'not-verified']).meta({
    description: 'not-verified: the call is over and the number is not among the verified caller IDs.',
  }),
  callStatus: z.string().nullable().meta({ description: "Twilio's status of the call; null where it is not known." }),
  callerId: callerIdSchema.nullable(),
});

/** What calls may come from. */
export const allowedFromsSchema = z.strictObject({
  numbers: z.array(z.strictObject({ phoneNumber: z.string(), friendlyName: z.string() })).meta({
    description: 'Numbers of the account that can call.',
  }),
  verified: z.array(z.strictObject({ phoneNumber: z.string(), friendlyName: z.string() })).meta({
    description: 'Verified caller IDs.',
  }),
});

export type CallerIdView = z.infer<typeof callerIdSchema>;
export type CallerIdListView = z.infer<typeof callerIdListSchema>;
export type VerifyCallerId = z.infer<typeof verifyCallerIdSchema>;
export type VerificationView = z.infer<typeof verificationSchema>;
export type VerificationQuery = z.infer<typeof verificationQuerySchema>;
export type VerificationState = z.infer<typeof verificationStateSchema>;
export type AllowedFromsView = z.infer<typeof allowedFromsSchema>;
