import type { TwilioSettingsView } from '../../shared/api/twilio.ts';
import { checkPublicUrl } from '../config.ts';
import { canReachAccount, type ServerSettings } from '../twilio/settings.ts';
import type { SoftphoneDesk } from '../twilio/softphone/desk.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** Twilio credentials (write-only) and the public address. */
export function settingsHandlers(
  settings: ServerSettings,
  softphone: Pick<SoftphoneDesk, 'retire' | 'followAddress'>,
): Pick<ApiHandlers, SettingsRoutes> {
  return {
    getTwilio: async () => ({ status: 200, body: twilioView(settings) }),

    async setTwilio({ body }) {
      refuseIfEnvironment(settings.credentials().source, 'The Twilio credentials are');
      const former = settings.credentials().accountSid;
      const left = former === null || former === body.accountSid ? undefined : await softphone.retire();
      await settings.setCredentials(body);
      return { status: 200, body: twilioView(settings, left) };
    },

    async deleteTwilio() {
      refuseIfEnvironment(settings.credentials().source, 'The Twilio credentials are');
      const left = await softphone.retire();
      await settings.setCredentials(null);
      return { status: 200, body: twilioView(settings, left) };
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
      // Saving does not wait for Twilio; the phone looks once more before it gets a token.
      void softphone.followAddress();
      return { status: 200, body: settings.publicUrl() };
    },
  };
}

type SettingsRoutes = 'getTwilio' | 'setTwilio' | 'deleteTwilio' | 'getPublicUrl' | 'setPublicUrl';

function twilioView(settings: ServerSettings, left?: string): TwilioSettingsView {
  const credentials = settings.credentials();
  return {
    configured: canReachAccount(credentials),
    source: credentials.source,
    accountSid: credentials.accountSid,
    apiKeySid: credentials.apiKeySid,
    authToken: credentials.authToken !== null,
    apiKeySecret: credentials.apiKeySecret !== null,
    ...(left === undefined ? {} : { left }),
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
