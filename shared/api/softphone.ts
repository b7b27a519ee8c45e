import { z } from 'zod';

/**
 * Names that a browser phone may have. Twilio takes 121 characters in a token and, in `<Client>`, none that are control, space,
 * delimiter or "unwise" ones; phones made with the mobile SDKs take letters, digits and underscores alone.
 * https://www.twilio.com/docs/voice/twiml/client
 */
const IDENTITY = /^[A-Za-z0-9_.@-]{1,121}$/;

/** What is wrong with an identity, as a sentence; undefined when nothing is. */
export function identityProblem(identity: string): string | undefined {
  if (identity === '') return 'Give the phone a name, such as front_desk.';
  if (identity.length > 121) return `The name has ${identity.length} characters; Twilio takes at most 121.`;
  const stray = [...identity].find((character) => !IDENTITY.test(character));
  if (stray === undefined) return undefined;
  const what = stray === ' ' ? 'a space' : `“${stray}”`;
  return `The name holds ${what}; letters, digits and _ . - @ are possible, for example front_desk.`;
}

const identity = z.string().superRefine((value, context) => {
  const message = identityProblem(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const callerId = z.string().regex(/^\+[1-9]\d{6,14}$/, 'Expected a number such as +15550100199.');

/** What a browser phone may call beside flows. */
export const softphoneDiallingSchema = z
  .strictObject({
    outside: z.boolean().meta({ description: 'Whether it may call numbers and other phones. Numbers cost money.' }),
    callerId: callerId.nullable().meta({ description: 'Number of the account that is shown to those it calls.' }),
  })
  .refine(({ outside, callerId: shown }) => !outside || shown !== null, {
    message: 'Say which of your numbers is shown to those who are called.',
    path: ['callerId'],
  });

/** Whether browser phones can be used, what they run on at Twilio, and who has used one. */
export const softphoneSchema = z.strictObject({
  ready: z.boolean().meta({ description: 'True when a token can be had.' }),
  missing: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  key: z
    .strictObject({
      sid: z.string(),
      own: z.boolean().meta({ description: 'True for a key that Patchcord made and removes again.' }),
    })
    .nullable()
    .meta({ description: 'API key that tokens are signed with.' }),
  application: z
    .strictObject({
      sid: z.string(),
      friendlyName: z.string(),
      voiceUrl: z.string(),
      current: z.boolean().meta({ description: 'False while it leads to a former public address.' }),
    })
    .nullable()
    .meta({ description: 'TwiML app that answers what phones call.' }),
  dialling: z.strictObject({ outside: z.boolean(), callerId: z.string().nullable() }),
  identities: z.array(z.strictObject({ identity: z.string(), lastAt: z.int() })),
});

export const softphoneTokenRequestSchema = z.strictObject({ identity });

/** An access token for `@twilio/voice-sdk`. */
export const softphoneTokenSchema = z.strictObject({
  token: z.string(),
  identity: z.string(),
  expiresAt: z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' }),
});

export type SoftphoneView = z.infer<typeof softphoneSchema>;
export type SoftphoneDialling = z.infer<typeof softphoneDiallingSchema>;
export type SoftphoneTokenRequest = z.infer<typeof softphoneTokenRequestSchema>;
export type SoftphoneToken = z.infer<typeof softphoneTokenSchema>;
