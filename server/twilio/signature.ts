import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';

/**
 * Checks `X-Twilio-Signature`: HMAC-SHA1 over the URL and the parameters, accepting exactly what the official library
 * accepts. https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export interface SignatureCheck {
  /**
   * @param header value of `X-Twilio-Signature`
   * @param url the public URL, character for character as Twilio was told it, with its query
   * @param parameters what `signedParameters` makes of a form body; empty for GET and for JSON
   * @returns the signature over exactly this URL, the same for every repetition of the request; undefined if refused
   */
  verify(header: string | undefined, url: string, parameters: string): string | undefined;
}

/**
 * A check with one auth token.
 *
 * @throws Error for an empty token: with it anybody could sign
 */
export function signatureCheck(authToken: string): SignatureCheck {
  if (authToken === '') throw new Error('An empty auth token cannot check signatures.');
  const sign = signer(authToken);
  return {
    verify: (header, url, parameters) => {
      if (header === undefined || header === '') return undefined;
      const canonical = sign(url + parameters);
      if (equal(header, canonical)) return canonical;
      for (const variant of variantsOf(url)) if (equal(header, sign(variant + parameters))) return canonical;
      return undefined;
    },
  };
}

/** Names and values of a form in the order they were sent. */
export interface FormPairs {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** How the parameters enter the signature: sorted by name, name and value joined; of a repeated name each different value once. */
export function signedParameters(form: FormPairs, order: readonly number[] = signingOrder(form.names)): string {
  const { names, values } = form;
  let text = '';
  for (let i = 0; i < order.length; i++) {
    const at = order[i] as number;
    const name = names[at] as string;
    if (name !== names[order[i + 1] as number]) {
      text += name + values[at];
      continue;
    }
    const repeated = new Set<string>();
    for (; names[order[i] as number] === name; i++) repeated.add(values[order[i] as number] as string);
    i--;
    for (const value of [...repeated].sort()) text += name + value;
  }
  return text;
}

/** Positions of the names in the order the signature takes them. */
export function signingOrder(names: readonly string[]): number[] {
  const order = names.map((_, at) => at);
  return order.sort((a, b) => {
    const left = names[a] as string;
    const right = names[b] as string;
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

/** Whether the URL carries the SHA-256 of this body, as it must for a body that is not a form. */
export function bodyMatches(url: string, body: Uint8Array): boolean {
  const given = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('bodySHA256') ?? '';
  return equal(given, createHash('sha256').update(body).digest('hex'));
}

/** In the same time whatever differs. `expected` is ASCII, so that text of as many characters is as many bytes or longer. */
function equal(given: string, expected: string): boolean {
  const { length } = expected;
  if (given.length !== length) return false;
  const left = LEFT.subarray(0, length);
  const right = RIGHT.subarray(0, length);
  return left.write(given) === length && right.write(expected) === length && timingSafeEqual(left, right);
}

/** As long as the longest signature, a SHA-256 in hexadecimal. */
const LEFT = Buffer.alloc(64);
const RIGHT = Buffer.alloc(64);

/** One-shot hashes take half the time of `createHmac`, but text is hashed as UTF-8, so the key must be ASCII and one block. */
function signer(key: string): (text: string) => string {
  if (!isOneAsciiBlock(key)) return (text) => createHmac('sha1', key).update(text).digest('base64');
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.write(key, 'latin1');
  const inner = Buffer.from(padded.map((byte) => byte ^ 0x36)).toString('latin1');
  const outer = Buffer.alloc(BLOCK_BYTES + 20);
  outer.set(padded.map((byte) => byte ^ 0x5c));
  return (text) => {
    outer.write(hash('sha1', inner + text, 'binary'), BLOCK_BYTES, 'binary');
    return hash('sha1', outer, 'base64');
  };
}

const BLOCK_BYTES = 64;

function isOneAsciiBlock(key: string): boolean {
  if (key.length > BLOCK_BYTES) return false;
  for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Other spellings of the URL that the official library tries: without and with a port, normalised, re-encoded query. */
function variantsOf(url: string): ReadonlySet<string> {
  const variants = new Set([withoutPort(url), withPort(url)]);
  const normal = normalised(url);
  if (normal !== undefined) {
    for (const variant of [withoutPort(normal), withPort(normal)]) variants.add(variant).add(withLegacyQuery(variant));
  }
  variants.delete(url);
  return variants;
}

function normalised(url: string): string | undefined {
  // Not `URL.canParse`: once Node 20 has optimised it, it takes letters such as `ü` for malformed text.
  try {
    return new URL(url).toString();
  } catch {
    return undefined;
  }
}

const AUTHORITY = /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#]*@)?)(\[[^\]/?#]*\]|[^:/?#]*)((?::[^/?#]*)?)/i;

function withoutPort(url: string): string {
  return url.replace(AUTHORITY, '$1$2$3');
}

function withPort(url: string): string {
  return url.replace(AUTHORITY, (all, scheme: string, user: string, host: string, port: string) =>
    port === '' ? `${scheme}${user}${host}${scheme.toLowerCase() === 'https://' ? ':443' : ':80'}` : all,
  );
}

function withLegacyQuery(url: string): string {
  const query = url.indexOf('?');
  if (query === -1 || query === url.length - 1) return url;
  return `${url.slice(0, query)}?${stringify(parse(url.slice(query + 1)))}`;
}
