import { z } from 'zod';
import { settingSourceSchema } from './twilio.ts';

/** What this server can do now, and what is missing. */
export const setupSchema = z.strictObject({
  version: z.string(),
  publicBaseUrl: z.string().nullable(),
  webhooks: z.strictObject({
    ready: z
      .boolean()
      .meta({ description: 'True when Twilio can call this server: public URL and auth token are set.' }),
    missing: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  }),
  twilio: z.strictObject({
    configured: z.boolean(),
    accountSid: z.string().nullable(),
    source: settingSourceSchema.nullable(),
  }),
  templates: z.array(z.strictObject({ id: z.string(), title: z.string(), about: z.string() })),
});

/** Who is asking: a person with a cookie or a machine with a token. */
export const sessionSchema = z.strictObject({ kind: z.enum(['person', 'machine']) });

export type Setup = z.infer<typeof setupSchema>;
export type SessionView = z.infer<typeof sessionSchema>;
