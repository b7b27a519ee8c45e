import { hostOf } from './url.ts';

/**
 * What servers gave one call to keep: cookies, and that it is logged in. Twilio keeps both while a call lasts.
 * https://www.twilio.com/docs/voice/twiml#cookies, https://www.twilio.com/docs/usage/security#http-authentication
 */
export class Cookies {
  readonly #byHost = new Map<string, Map<string, string>>();
  readonly #logins = new Map<string, string>();

  /** Takes what an answer sets. @param header values of `Set-Cookie`, separated by line feeds */
  take(url: string, header: string | undefined): void {
    if (header === undefined || header === '') return;
    const host = hostOf(url);
    const jar = this.#byHost.get(host) ?? new Map<string, string>();
    this.#byHost.set(host, jar);
    for (const line of header.split('\n')) {
      const pair = (line.split(';', 1)[0] ?? '').trim();
      const at = pair.indexOf('=');
      if (at <= 0) continue;
      const removed = /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line);
      if (removed) jar.delete(pair.slice(0, at));
      else if (jar.size < MOST || jar.has(pair.slice(0, at))) jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** Value of the `Cookie` header; empty if there are none. */
  header(url: string): string {
    return [...(this.#byHost.get(hostOf(url)) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** From now on requests to this host carry this `Authorization`. */
  logIn(url: string, authorization: string): void {
    this.#logins.set(hostOf(url), authorization);
  }

  authorization(url: string): string | undefined {
    return this.#logins.get(hostOf(url));
  }
}

/** Cookies a host may set, as browsers bound it. */
const MOST = 50;
