import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccessStore, SettingsStore } from '../store/store.ts';

/** Who may use the API: people by a cookie got from a one-time link, machines by the token of the environment. */
export interface Access {
  /** Makes a one-time login token; the one made before stops working. */
  newLoginToken(): Promise<string>;
  /** Spends a login token. @returns the cookie's value, or undefined for a wrong, used or expired token */
  exchange(token: string): Promise<string | undefined>;
  isPerson(cookie: string): Promise<boolean>;
  isMachine(token: string): boolean;
  forget(cookie: string): Promise<void>;
}

/** How long a login link works. */
export const LOGIN_LINK_MS = 60 * 60 * 1000;
/** How long a cookie works. */
export const COOKIE_MS = 30 * 24 * 60 * 60 * 1000;

const LINK_KEY = 'login-link';

/**
 * @param machineToken value of PATCHCORD_TOKEN, or null while none is set
 * @param now milliseconds since the epoch
 */
export function createAccess(
  store: { readonly access: AccessStore; readonly settings: SettingsStore },
  machineToken: string | null,
  now: () => number = Date.now,
): Access {
  const machine = machineToken === null ? undefined : digest(machineToken);
  let exchanging: Promise<unknown> = Promise.resolve();

  const exchange = async (token: string): Promise<string | undefined> => {
    const link = readLink(await store.settings.get(LINK_KEY));
    if (!link || link.expiresAt <= now() || !same(Buffer.from(link.hash, 'hex'), digest(token))) return undefined;
    await store.settings.remove(LINK_KEY);
    const cookie = randomBytes(32).toString('base64url');
    await store.access.addCookie({ hash: hex(cookie), createdAt: now(), expiresAt: now() + COOKIE_MS });
    return cookie;
  };

  return {
    async newLoginToken() {
      const token = randomBytes(24).toString('base64url');
      await store.settings.set(LINK_KEY, JSON.stringify({ hash: hex(token), expiresAt: now() + LOGIN_LINK_MS }));
      return token;
    },
    exchange(token) {
      // One at a time, or two requests could both find the token unspent.
      const result = exchanging.then(() => exchange(token));
      exchanging = result.catch(() => undefined);
      return result;
    },
    isPerson: (cookie) => store.access.hasCookie(hex(cookie), now()),
    isMachine: (token) => machine !== undefined && same(machine, digest(token)),
    forget: (cookie) => store.access.removeCookie(hex(cookie)),
  };
}

function readLink(text: string | undefined): { hash: string; expiresAt: number } | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as { hash: string; expiresAt: number });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hex(text: string): string {
  return digest(text).toString('hex');
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
