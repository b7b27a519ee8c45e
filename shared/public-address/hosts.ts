/** Why a host cannot be reached from the internet, or must not be asked. */
export type HostKind =
  /** This machine: `localhost`, 127.0.0.0/8, ::1, 0.0.0.0. */
  | 'loopback'
  /** A network of one's own: RFC 1918, RFC 4193, 100.64.0.0/10. */
  | 'private'
  /** 169.254.0.0/16 and fe80::/10, where clouds also keep their machines' metadata. */
  | 'link-local'
  /** A name that only a network of one's own knows, such as `server` or `server.local`. */
  | 'local-name'
  /** example.com and its like: stands in documentation and belongs to nobody. */
  | 'placeholder'
  | 'public';

/**
 * Tells by the spelling alone, without asking for the name.
 * https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml
 *
 * @param host lower case, as in a URL: an IPv6 address may stand in brackets
 */
export function hostKind(host: string): HostKind {
  const plain = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain) || plain.includes(':')) return addressKind(plain);
  if (plain === 'localhost' || plain.endsWith('.localhost')) return 'loopback';
  if (/(^|\.)example\.(com|net|org)$/.test(plain)) return 'placeholder';
  if (!plain.includes('.') || /\.(local|lan|internal|intranet|corp|home|home\.arpa|test|invalid)$/.test(plain))
    return 'local-name';
  return 'public';
}

/**
 * The same for an IP address. https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 *
 * @param address in its usual notation, without brackets
 */
export function addressKind(address: string): 'loopback' | 'private' | 'link-local' | 'public' {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? hexMapped(address);
  const [a = 0, b = 0] = (mapped ?? address).split('.').map(Number);
  if (mapped !== undefined || !address.includes(':')) {
    if (a === 127 || a === 0) return 'loopback';
    if (a === 169 && b === 254) return 'link-local';
    const own = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
    return own || (a === 100 && b >= 64 && b <= 127) ? 'private' : 'public';
  }
  const lower = address.toLowerCase();
  if (lower === '::1' || lower === '::') return 'loopback';
  if (/^fe[89ab]/.test(lower)) return 'link-local';
  return /^f[cd]/.test(lower) ? 'private' : 'public';
}

/** URLs write `::ffff:127.0.0.1` as `::ffff:7f00:1`. */
function hexMapped(address: string): string | undefined {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [left, right] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [left >> 8, left & 255, right >> 8, right & 255].join('.');
}
