import { addressKind } from './address.ts';

/** Why a host cannot be reached from the internet, or must not be asked. */
export type HostKind =
  /** This machine: `localhost`, 127.0.0.0/8, ::1, 0.0.0.0. */
  | 'loopback'
  /** A network of one's own: RFC 1918, RFC 4193, 100.64.0.0/10. */
  | 'private'
  /** 169.254.0.0/16 and fe80::/10, where clouds keep their machines' metadata, and the other addresses where some keep it. */
  | 'link-local'
  /** A name that only a network of one's own knows, such as `server` or `server.local`. */
  | 'local-name'
  /** example.com and its like: stands in documentation and belongs to nobody. */
  | 'placeholder'
  /** An address set aside for a special use: documentation, multicast, tunnels that nobody runs any more. */
  | 'reserved'
  | 'public';

/**
 * Tells by the spelling alone, without asking for the name.
 * https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml
 *
 * @param host lower case, as in a URL: an IPv6 address may stand in brackets
 */
export function hostKind(host: string): HostKind {
  const plain = withoutBrackets(host).replace(/\.$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain) || plain.includes(':')) return addressKind(plain);
  if (plain === 'localhost' || plain.endsWith('.localhost')) return 'loopback';
  if (/(^|\.)example\.(com|net|org)$/.test(plain)) return 'placeholder';
  if (!plain.includes('.') || /\.(local|lan|internal|intranet|corp|home|home\.arpa|test|invalid)$/.test(plain))
    return 'local-name';
  return 'public';
}

/** The host of a URL as sockets and DNS take it: there an IPv6 address stands without brackets. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
