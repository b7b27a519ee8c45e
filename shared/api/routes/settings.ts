import { type ApiRoute, answer, get, refusal, route } from '../route.ts';
import { newPublicUrlSchema, publicUrlSchema, twilioCredentialsSchema, twilioSettingsSchema } from '../twilio.ts';

/** The Twilio account and the public address. */
export const settingsRoutes = {
  getTwilio: get('/settings/twilio', 'Which Twilio credentials are set', {
    200: answer('Settings', twilioSettingsSchema),
  }),
  setTwilio: {
    ...route('put', '/settings/twilio', 'Set Twilio credentials; they are kept encrypted and never shown again'),
    body: twilioCredentialsSchema,
    responses: { 200: answer('Settings', twilioSettingsSchema), 409: refusal('Set by the environment') },
  },
  deleteTwilio: {
    ...route('delete', '/settings/twilio', 'Forget the Twilio credentials'),
    responses: { 200: answer('Settings', twilioSettingsSchema), 409: refusal('Set by the environment') },
  },
  getPublicUrl: get('/settings/public-url', 'Address at which Twilio reaches this server', {
    200: answer('Address', publicUrlSchema),
  }),
  setPublicUrl: {
    ...route('put', '/settings/public-url', 'Set or forget the public address'),
    body: newPublicUrlSchema,
    responses: { 200: answer('Address', publicUrlSchema), 409: refusal('Set by the environment') },
  },
} as const satisfies Record<string, ApiRoute>;
