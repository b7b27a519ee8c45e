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

/**
 * The same for an IP address. https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 *
 * @param address in its usual notation, without brackets
 */
export function addressKind(address: string): 'loopback' | 'private' | 'link-local' | 'public' {
  const groups = address.includes(':') ? groupsOf(address) : undefined;
  const inside = groups ? ipv4In(groups) : address;
  if (inside !== undefined) return ipv4Kind(inside);
  const [first = 0] = groups ?? [];
  if (groups?.slice(0, 7).every((group) => group === 0)) return 'loopback';
  if ((first & 0xffc0) === 0xfe80 || groups?.join(':') === EC2) return 'link-local';
  return (first & 0xfe00) === 0xfc00 ? 'private' : 'public';
}

/** Alibaba Cloud's metadata. https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata */
const ALIBABA = '100.100.100.200';
/** fd00:ec2::254, Amazon's. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
const EC2 = [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254].join(':');

function ipv4Kind(address: string): ReturnType<typeof addressKind> {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 127 || a === 0) return 'loopback';
  if ((a === 169 && b === 254) || address === ALIBABA) return 'link-local';
  const own = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  return own || (a === 100 && b >= 64 && b <= 127) ? 'private' : 'public';
}

/** Beginnings of IPv6 addresses that end in an IPv4 one: mapped (RFC 4291), and translated by NAT64 (RFC 6052). */
const IPV4_AFTER = ['0:0:0:0:0:65535', [0x64, 0xff9b, 0, 0, 0, 0].join(':')];

function ipv4In(groups: readonly number[]): string | undefined {
  if (!IPV4_AFTER.includes(groups.slice(0, 6).join(':'))) return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

/** The eight numbers of an IPv6 address, however it is shortened; URLs write `::ffff:127.0.0.1` as `::ffff:7f00:1`. */
function groupsOf(address: string): readonly number[] {
  const [before = [], after] = (address.split('%')[0] ?? '').split('::').map(partsOf);
  if (!after) return before;
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

function partsOf(text: string): number[] {
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return part === '' ? [] : [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
