import type { TwilioSettingsView } from '../../shared/api/twilio.ts';
import { checkPublicUrl } from '../config.ts';
import { canReachAccount, type ServerSettings } from '../twilio/settings.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** Twilio credentials (write-only) and the public address. */
export function settingsHandlers(settings: ServerSettings): Pick<ApiHandlers, SettingsRoutes> {
  return {
    getTwilio: async () => ({ status: 200, body: twilioView(settings) }),

    async setTwilio({ body }) {
      refuseIfEnvironment(settings.credentials().source, 'The Twilio credentials are');
      await settings.setCredentials(body);
      return { status: 200, body: twilioView(settings) };
    },

    async deleteTwilio() {
      refuseIfEnvironment(settings.credentials().source, 'The Twilio credentials are');
      await settings.setCredentials(null);
      return { status: 200, body: twilioView(settings) };
    },

    getPublicUrl: async () => ({ status: 200, body: settings.publicUrl() }),

    async setPublicUrl({ body }) {
      refuseIfEnvironment(settings.publicUrl().source, 'The public address is');
      const url = body.url === null || body.url.trim() === '' ? null : body.url.trim();
      const problem = url === null ? undefined : checkPublicUrl(url);
      if (problem) {
        const message = `The public address ${problem}.`;
        throw new ApiFailure(400, 'bad-public-url', message, { problems: [{ path: '$.url', message }] });
      }
      await settings.setPublicUrl(url);
      return { status: 200, body: settings.publicUrl() };
    },
  };
}

type SettingsRoutes = 'getTwilio' | 'setTwilio' | 'deleteTwilio' | 'getPublicUrl' | 'setPublicUrl';

function twilioView(settings: ServerSettings): TwilioSettingsView {
  const credentials = settings.credentials();
  return {
    configured: canReachAccount(credentials),
    source: credentials.source,
    accountSid: credentials.accountSid,
    apiKeySid: credentials.apiKeySid,
    authToken: credentials.authToken !== null,
    apiKeySecret: credentials.apiKeySecret !== null,
  };
}

function refuseIfEnvironment(source: string | null, what: string): void {
  if (source !== 'environment') return;
  throw new ApiFailure(
    409,
    'set-by-environment',
    `${what} set by the environment of the server. Change it there and restart.`,
  );
}
