import type { SessionView, Setup } from '../../shared/api/setup.ts';
import type { NewTwilioCredentials, PublicUrlView, TwilioSettingsView } from '../../shared/api/twilio.ts';
import { request } from './request.ts';

/** The server's setup, Twilio credentials and the public address. Every function throws `ApiFailure`. */
export const settingsApi = {
  setup: () => request<Setup>('GET', '/setup'),
  session: () => request<SessionView>('GET', '/session'),
  logOut: () => request<undefined>('POST', '/logout'),
  twilio: () => request<TwilioSettingsView>('GET', '/settings/twilio'),
  setTwilio: (body: NewTwilioCredentials) => request<TwilioSettingsView>('PUT', '/settings/twilio', { body }),
  deleteTwilio: () => request<TwilioSettingsView>('DELETE', '/settings/twilio'),
  publicUrl: () => request<PublicUrlView>('GET', '/settings/public-url'),
  setPublicUrl: (url: string | null) => request<PublicUrlView>('PUT', '/settings/public-url', { body: { url } }),
};
