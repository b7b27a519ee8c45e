/** Both sides have them, though neither DOM nor Node types are known here. */
declare const URL: new (
  url: string,
  base?: string,
) => { href: string; protocol: string; hostname: string; host: string };
declare const btoa: (bytes: string) => string;

/**
 * `url` as seen from the document at `base`, absolute; undefined if it is no http(s) URL, or its host has an underscore, which
 * Twilio does not take: https://www.twilio.com/docs/voice/twiml/gather#action. An empty one is the document's own.
 */
export function resolveUrl(url: string, base: string): string | undefined {
  try {
    const resolved = new URL(url.trim(), base);
    const http = resolved.protocol === 'http:' || resolved.protocol === 'https:';
    return http && !resolved.hostname.includes('_') ? resolved.href : undefined;
  } catch {
    return undefined;
  }
}

/** The URL without its fragment, and the fragment without its `#`. Twilio neither sends nor signs fragments. */
export function splitFragment(url: string): { readonly url: string; readonly fragment: string } {
  const at = url.indexOf('#');
  return at === -1 ? { url, fragment: '' } : { url: url.slice(0, at), fragment: url.slice(at + 1) };
}

/** The URL without the user and password in it, and those as the `Authorization` header has them. */
export function splitCredentials(url: string): { readonly url: string; readonly basic?: string } {
  const found = CREDENTIALS.exec(url);
  if (!found) return { url };
  const [all, scheme = '', credentials = ''] = found;
  return { url: scheme + url.slice(all.length), basic: `Basic ${btoa(bytesOf(credentials))}` };
}

const CREDENTIALS = /^(https?:\/\/)([^/?#]*)@/i;

/** Percent-escaped text as UTF-8, a character for each byte, as `btoa` takes it. */
function bytesOf(escaped: string): string {
  const text = wellFormed(escaped);
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // A lone % is meant as it stands.
  }
  return encodeURIComponent(plain).replace(/%([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}

/** `name=value` pairs as a form body or query holds them. */
export function formEncode(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(/%20|[!'()~]/g, (char) =>
    char === '%20' ? '+' : `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A lone surrogate has no UTF-8 form, and encodeURIComponent would throw. */
function wellFormed(text: string): string {
  return text.replace(LONE, '\uFFFD');
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
