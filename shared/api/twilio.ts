import { z } from 'zod';

/** Where a setting comes from: the environment wins and cannot be changed over the API. */
export const settingSourceSchema = z.enum(['environment', 'settings']);

const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'Expected an account SID: AC and 32 hexadecimal digits.');
const apiKeySid = z.string().regex(/^SK[0-9a-fA-F]{32}$/, 'Expected an API key SID: SK and 32 hexadecimal digits.');
const secret = z.string().trim().min(8).max(200);

const ONLY_CREDENTIALS = 'Expected nothing but accountSid, authToken, apiKeySid and apiKeySecret.';

/** Credentials as entered; write-only. At least the auth token or an API key with its secret. */
export const twilioCredentialsSchema = z
  .strictObject(
    {
      accountSid,
      authToken: secret.optional(),
      apiKeySid: apiKeySid.optional(),
      apiKeySecret: secret.optional(),
    },
    // The usual sentence repeats what stands in the wrong place, which may be a secret.
    { error: ({ code }) => (code === 'unrecognized_keys' ? ONLY_CREDENTIALS : undefined) },
  )
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

export type SettingSource = z.infer<typeof settingSourceSchema>;
export type NewTwilioCredentials = z.infer<typeof twilioCredentialsSchema>;
export type TwilioSettingsView = z.infer<typeof twilioSettingsSchema>;
export type PublicUrlView = z.infer<typeof publicUrlSchema>;
export type NewPublicUrl = z.infer<typeof newPublicUrlSchema>;
