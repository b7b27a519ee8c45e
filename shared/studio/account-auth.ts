import type { Json } from '../flow/types.ts';

/**
 * Credentials of the account, which Studio sends with a request where `add_twilio_auth` is ticked: as Basic authentication, SID
 * and auth token. Here they are two secrets.
 */
export function accountAuth(): Readonly<Record<string, Json>> {
  const { username, password } = ACCOUNT_SECRETS;
  return { auth: 'basic', username: `{{ secrets.${username} }}`, password: `{{ secrets.${password} }}` };
}

/** Names of the secrets. */
export const ACCOUNT_SECRETS = { username: 'twilioAccountSid', password: 'twilioAuthToken' } as const;

/** Whether a request is sent with them. */
export function isAccountAuth(props: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(accountAuth()).every(([name, value]) => props[name] === value);
}
