/** Both sides have it, though neither DOM nor Node types are known here. */
declare const URL: new (
  url: string,
  base?: string,
) => { href: string; protocol: string; hostname: string; host: string; pathname: string; search: string; hash: string };

/** `url` as seen from the document at `base`, absolute; undefined if it is no http(s) URL. An empty one is the document's own. */
export function resolveUrl(url: string, base: string): string | undefined {
  try {
    const resolved = new URL(url.trim(), base);
    return resolved.protocol === 'http:' || resolved.protocol === 'https:' ? resolved.href : undefined;
  } catch {
    return undefined;
  }
}

/** The URL without its fragment, and the fragment without its `#`. Twilio neither sends nor signs fragments. */
export function splitFragment(url: string): { readonly url: string; readonly fragment: string } {
  const at = url.indexOf('#');
  return at === -1 ? { url, fragment: '' } : { url: url.slice(0, at), fragment: url.slice(at + 1) };
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
  // A lone surrogate has no UTF-8 form, and encodeURIComponent would throw.
  return encodeURIComponent(text.replace(LONE, '\uFFFD'))
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
