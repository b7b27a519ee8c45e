import type { NewTwilioCredentials, SettingSource } from '../../shared/api/twilio.ts';
import type { Vault } from '../auth/vault.ts';
import { type Config, normalisePublicUrl } from '../config.ts';
import type { SettingsStore } from '../store/store.ts';

/** The Twilio account and the public address, from the environment or, where it says nothing, from Settings. */
export interface ServerSettings {
  /** What is set now; the webhook path reads these on every request, so they never wait. */
  credentials(): Credentials;
  publicUrl(): { readonly url: string | null; readonly source: SettingSource | null };
  /** Keeps credentials encrypted. Must not be called while the environment sets them. */
  setCredentials(credentials: NewTwilioCredentials | null): Promise<void>;
  /** @param url checked with `checkPublicUrl` */
  setPublicUrl(url: string | null): Promise<void>;
  /** API key that was made for browser phones because the credentials have none. */
  phoneKey(): PhoneKey | null;
  /** Keeps it encrypted, as the credentials are. */
  setPhoneKey(key: PhoneKey | null): Promise<void>;
}

export interface PhoneKey {
  readonly accountSid: string;
  readonly sid: string;
  readonly secret: string;
}

export interface Credentials {
  readonly source: SettingSource | null;
  readonly accountSid: string | null;
  readonly authToken: string | null;
  readonly apiKeySid: string | null;
  readonly apiKeySecret: string | null;
}

const NONE: Credentials = { source: null, accountSid: null, authToken: null, apiKeySid: null, apiKeySecret: null };
const ROW = 'twilio';
const URL_ROW = 'public-url';
const PHONE_KEY_ROW = 'phone-key';

/**
 * Reads what is stored and keeps it at hand.
 *
 * @throws VaultError when stored credentials do not open with this key
 */
export async function loadServerSettings(
  config: Pick<Config, 'twilio' | 'publicBaseUrl'>,
  store: SettingsStore,
  vault: Vault,
): Promise<ServerSettings> {
  const fromEnvironment = Object.values(config.twilio).some((value) => value !== null);
  const ofEnvironment: Credentials = { source: 'environment', ...config.twilio };
  const sealed = fromEnvironment ? undefined : await store.get(ROW);
  let stored = sealed === undefined ? NONE : fromText(vault.open(ROW, sealed));
  const sealedKey = await store.get(PHONE_KEY_ROW);
  let phoneKey = sealedKey === undefined ? null : (JSON.parse(vault.open(PHONE_KEY_ROW, sealedKey)) as PhoneKey);
  let storedUrl = (await store.get(URL_ROW)) ?? null;

  return {
    credentials: () => (fromEnvironment ? ofEnvironment : stored),
    publicUrl() {
      if (config.publicBaseUrl !== null) return { url: config.publicBaseUrl, source: 'environment' };
      return { url: storedUrl, source: storedUrl === null ? null : 'settings' };
    },
    async setCredentials(credentials) {
      if (credentials === null) await store.remove(ROW);
      else await store.set(ROW, vault.seal(ROW, JSON.stringify(credentials)));
      stored = credentials === null ? NONE : fromText(JSON.stringify(credentials));
    },
    async setPublicUrl(url) {
      const value = url === null ? null : normalisePublicUrl(url);
      if (value === null) await store.remove(URL_ROW);
      else await store.set(URL_ROW, value);
      storedUrl = value;
    },
    phoneKey: () => phoneKey,
    async setPhoneKey(key) {
      if (key === null) await store.remove(PHONE_KEY_ROW);
      else await store.set(PHONE_KEY_ROW, vault.seal(PHONE_KEY_ROW, JSON.stringify(key)));
      phoneKey = key;
    },
  };
}

/** True when the account's REST API can be used. */
export function canReachAccount({ accountSid, authToken, apiKeySid }: Credentials): boolean {
  return accountSid !== null && (authToken !== null || apiKeySid !== null);
}

function fromText(text: string): Credentials {
  const given = JSON.parse(text) as NewTwilioCredentials;
  return {
    source: 'settings',
    accountSid: given.accountSid,
    authToken: given.authToken ?? null,
    apiKeySid: given.apiKeySid ?? null,
    apiKeySecret: given.apiKeySecret ?? null,
  };
}
