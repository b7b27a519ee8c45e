import type { Json } from '../../flow/types.ts';
import { hostKind } from '../../public-address/hosts.ts';

/**
 * Web addresses in a widget's properties that only stand for one of its owner's: `https://example.com/…`, `https://YOUR_DOMAIN/…`,
 * `<your-domain>`. Those in the middle of a text are words.
 */
export function placeholderAddresses(properties: Json): readonly string[] {
  return [...new Set(addressesIn(properties, ''))].filter(isPlaceholder);
}

function addressesIn(value: Json | undefined, key: string): readonly string[] {
  if (typeof value === 'string') {
    const text = value.trim();
    return ADDRESS.test(text) || /(^|_)url$/i.test(key) ? [text] : [];
  }
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => addressesIn(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => addressesIn(item, name));
}

/** A text that is an address and nothing else; Liquid in it may hold spaces. */
const ADDRESS = /^(https?|wss?):\/\/(\{\{.*?\}\}|\{%.*?%\}|\S)+$/i;

function isPlaceholder(text: string): boolean {
  // What Liquid puts in is known only when somebody calls.
  const plain = text.replace(/\{\{.*?\}\}|\{%.*?%\}/g, '');
  const host = /^(?:(?:https?|wss?):)?(?:\/\/)?(?:[^/?#@]*@)?([^/?#]*)/i.exec(plain)?.[1]?.replace(/:\d*$/, '') ?? '';
  if (host === '') return false;
  const kind = hostKind(host.toLowerCase());
  return kind === 'placeholder' || /\.example$/i.test(host) || MARKS.test(host) || host.split('.').some(isStandIn);
}

/** No host has them; an IPv6 address stands in brackets. */
const MARKS = /[<>{}$%]|^\[(?![\da-f]*:)/i;

/** Part of a host that says what belongs there: `YOUR_DOMAIN`, `your-domain`, `REPLACE_ME`, `XXXX`. */
function isStandIn(label: string): boolean {
  return (
    /^(your?[-_]|my_)/i.test(label) ||
    /^(your(company|domain|server|host|site|app|url|name|account|subdomain)|placeholder|(replace|change)[-_]?(me|this)|x{3,})/i.test(
      label,
    ) ||
    (/^[A-Z\d_]+$/.test(label) && label.includes('_'))
  );
}
