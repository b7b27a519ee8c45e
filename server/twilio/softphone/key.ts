import type { Twilio } from 'twilio';
import { askTwilio } from '../client.ts';
import type { ServerSettings } from '../settings.ts';
import { type Memory, nameOf } from './memory.ts';
import { orMissing } from './or-missing.ts';

/** What tokens are signed with. */
export interface SigningKey {
  readonly sid: string;
  readonly secret: string;
  /** Made by Patchcord, not entered by a person. */
  readonly own: boolean;
}

/** The key of the credentials, else the one that was made for phones; undefined while there is none for this account. */
export function signingKey(settings: ServerSettings): SigningKey | undefined {
  const { accountSid, apiKeySid, apiKeySecret } = settings.credentials();
  if (apiKeySid !== null && apiKeySecret !== null) return { sid: apiKeySid, secret: apiKeySecret, own: false };
  const made = settings.phoneKey();
  return made?.accountSid === accountSid && made !== null
    ? { sid: made.sid, secret: made.secret, own: true }
    : undefined;
}

/**
 * Makes an API key of our own where none is at hand. Twilio shows a key's secret once; a key whose secret was lost on the way is
 * removed before another is made, so that there is never more than one of ours.
 * https://www.twilio.com/docs/iam/api-keys/keys-in-console
 *
 * @param owner a client with the account's auth token: API keys may not make keys
 * @throws ApiFailure 502
 */
export async function ensureKey(owner: () => Promise<Twilio>, memory: Memory, settings: ServerSettings): Promise<void> {
  const known = signingKey(settings);
  if (known && !known.own) return;
  const twilio = await owner();
  if (known && (await askTwilio('Reading the API key', () => orMissing(() => twilio.keys(known.sid).fetch())))) return;
  await removeNamed(twilio, memory);
  const name = { friendlyName: nameOf(memory) };
  const { sid, secret } = await askTwilio('Making an API key', () => twilio.newKeys.create(name));
  await settings.setPhoneKey({ accountSid: memory.account, sid, secret });
}

/** Removes the keys of our making; tokens signed with them end at once. @throws ApiFailure 409 or 502 */
export async function removeKeys(
  owner: () => Promise<Twilio>,
  memory: Memory,
  settings: ServerSettings,
): Promise<void> {
  const made = settings.phoneKey();
  // Without an auth token none was ever made.
  if (made === null && settings.credentials().authToken === null) return;
  const twilio = await owner();
  await removeNamed(twilio, memory);
  if (made?.accountSid === memory.account) await removeOne(twilio, made.sid);
  await settings.setPhoneKey(null);
}

async function removeNamed(twilio: Twilio, memory: Memory): Promise<void> {
  const keys = await askTwilio('Listing the API keys', () => twilio.keys.list({ limit: 1000 }));
  for (const { sid, friendlyName } of keys) if (friendlyName === nameOf(memory)) await removeOne(twilio, sid);
}

async function removeOne(twilio: Twilio, sid: string): Promise<void> {
  await askTwilio('Removing the API key', () => orMissing(() => twilio.keys(sid).remove()));
}
