import { z } from 'zod';

/** Where a setting comes from: the environment wins and cannot be changed over the API. */
export const settingSourceSchema = z.enum(['environment', 'settings']);

const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'Expected an account SID: AC and 32 hexadecimal digits.');
const apiKeySid = z.string().regex(/^SK[0-9a-fA-F]{32}$/, 'Expected an API key SID: SK and 32 hexadecimal digits.');
const secret = z.string().trim().min(8).max(200);

/** Credentials as entered; write-only. At least the auth token or an API key with its secret. */
export const twilioCredentialsSchema = z
  .strictObject({
    accountSid,
    authToken: secret.optional(),
    apiKeySid: apiKeySid.optional(),
    apiKeySecret: secret.optional(),
  })
  .refine((given) => (given.apiKeySid === undefined) === (given.apiKeySecret === undefined), {
    message: 'Give the API key SID and its secret together.',
    path: ['apiKeySecret'],
  })
  .refine((given) => given.authToken !== undefined || given.apiKeySid !== undefined, {
    message: 'Give the auth token, or an API key with its secret.',
    path: ['authToken'],
  });

/** What is set, never the secrets themselves. */
export const twilioSettingsSchema = z.strictObject({
  configured: z
    .boolean()
    .meta({ description: 'True when the account can be reached: SID with auth token or API key.' }),
  source: settingSourceSchema.nullable(),
  accountSid: z.string().nullable(),
  apiKeySid: z.string().nullable(),
  authToken: z.boolean().meta({ description: 'Set or not. Webhook signatures need it.' }),
  apiKeySecret: z.boolean(),
  left: z
    .string()
    .optional()
    .meta({ description: 'What of the former account could not be removed at Twilio, as a sentence.' }),
});

export const publicUrlSchema = z.strictObject({
  url: z.string().nullable(),
  source: settingSourceSchema.nullable(),
});

export const newPublicUrlSchema = z.strictObject({ url: z.string().max(500).nullable() });

/** What a number's incoming calls are answered by now. */
export const pointsToSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flow'), flow: z.string(), name: z.string().nullable() }),
  z.strictObject({ kind: z.literal('url'), url: z.string() }),
  z.strictObject({ kind: z.literal('application'), sid: z.string() }),
  z.strictObject({ kind: z.literal('trunk'), sid: z.string() }),
  z.strictObject({ kind: z.literal('none') }),
]);

export const numberSchema = z.strictObject({
  sid: z.string(),
  phoneNumber: z.string(),
  friendlyName: z.string(),
  voice: z.boolean().meta({ description: 'Whether the number can take calls.' }),
  pointsTo: pointsToSchema,
  assigned: z
    .strictObject({ flow: z.string(), at: z.int(), former: z.record(z.string(), z.string().nullable()) })
    .nullable()
    .meta({ description: 'Set by Patchcord: since when, and what was there before and can be put back.' }),
});

export const numberListSchema = z.strictObject({ numbers: z.array(numberSchema) });

export const assignNumberSchema = z.strictObject({ flow: z.string() });

export const releasedNumberSchema = z.strictObject({
  restored: z.boolean().meta({
    description: 'False where the number had been pointed elsewhere in the meantime; it was then left as it is.',
  }),
  number: numberSchema,
});

export type SettingSource = z.infer<typeof settingSourceSchema>;
export type NewTwilioCredentials = z.infer<typeof twilioCredentialsSchema>;
export type TwilioSettingsView = z.infer<typeof twilioSettingsSchema>;
export type PublicUrlView = z.infer<typeof publicUrlSchema>;
export type NewPublicUrl = z.infer<typeof newPublicUrlSchema>;
export type PointsTo = z.infer<typeof pointsToSchema>;
export type NumberView = z.infer<typeof numberSchema>;
export type NumberListView = z.infer<typeof numberListSchema>;
export type AssignNumber = z.infer<typeof assignNumberSchema>;
export type ReleasedNumber = z.infer<typeof releasedNumberSchema>;
