/** What sort of network an IP address belongs to. */
export type AddressKind = 'loopback' | 'private' | 'link-local' | 'reserved' | 'public';

/**
 * Tells by IANA's registries what may be reached over the internet (`public`) and what not. Metadata services of clouds count as
 * `link-local` wherever they lie. An IPv4 address within an IPv6 one is judged by itself.
 * https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 * https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml
 *
 * @param address in any of its notations, without brackets; a zone (`%eth0`) does not matter. What is no address is `reserved`.
 */
export function addressKind(address: string): AddressKind {
  const plain = address.replace(/%.*$/, '');
  const four = ipv4(plain);
  if (four !== undefined) return kindOfV4(four);
  const six = ipv6(plain);
  return six === undefined ? 'reserved' : kindOfV6(six);
}

function kindOfV4(address: number): AddressKind {
  for (const [network, bits, kind] of V4) if (address >>> (32 - bits) === network >>> (32 - bits)) return kind;
  return 'public';
}

function kindOfV6(groups: readonly number[]): AddressKind {
  const embedded = embeddedV4(groups);
  if (embedded) {
    const kind = kindOfV4(embedded.address);
    // Translated to IPv4 by the network itself; the others by nobody any more, so that only harm can come of them.
    if (embedded.translated || kind === 'link-local') return kind;
    return groups.slice(0, 6).every((group) => group === 0) && embedded.address < 2 ? 'loopback' : 'reserved';
  }
  for (const [network, bits, kind] of V6) if (isWithin(groups, network, bits)) return kind;
  return (groups[0] as number) >>> 13 === 1 ? 'public' : 'reserved';
}

function embeddedV4(groups: readonly number[]): { address: number; translated: boolean } | undefined {
  const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
  const last = join(groups[6], groups[7]);
  if (zeros(5) && groups[5] === 0xffff) return { address: last, translated: true };
  if (zeros(6)) return { address: last, translated: false };
  if (isWithin(groups, NAT64, 96)) return { address: last, translated: true };
  if (groups[0] === 0x2002) return { address: join(groups[1], groups[2]), translated: false };
  return undefined;
}

function join(high = 0, low = 0): number {
  return ((high << 16) | low) >>> 0;
}

function isWithin(groups: readonly number[], network: readonly number[], bits: number): boolean {
  for (let at = 0; at * 16 < bits; at++) {
    const shift = 16 - Math.min(16, bits - at * 16);
    if ((groups[at] as number) >>> shift !== (network[at] ?? 0) >>> shift) return false;
  }
  return true;
}

function ipv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function ipv6(text: string): readonly number[] | undefined {
  const dotted = /^(.*:)([\d.]+)$/.exec(text);
  const last = dotted?.[2]?.includes('.') ? ipv4(dotted[2]) : undefined;
  const hex = last === undefined ? text : `${dotted?.[1]}${(last >>> 16).toString(16)}:${(last & 0xffff).toString(16)}`;
  const halves = hex.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const all = halves.flat();
  if (halves.length > 2 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (halves.length === 1 ? all.length !== 8 : all.length > 7) return undefined;
  const [before = [], after = []] = halves;
  const groups = [...before, ...Array<string>(8 - all.length).fill('0'), ...after];
  return groups.map((group) => Number.parseInt(group, 16));
}

type Range<Network> = readonly [network: Network, bits: number, kind: AddressKind];

function range4(text: string, kind: AddressKind): Range<number> {
  const [network = '', bits = ''] = text.split('/');
  return [ipv4(network) as number, Number(bits), kind];
}

function range6(text: string, kind: AddressKind): Range<readonly number[]> {
  const [network = '', bits = ''] = text.split('/');
  return [ipv6(network) as readonly number[], Number(bits), kind];
}

/** The first that holds an address counts. */
const V4: readonly Range<number>[] = [
  range4('169.254.0.0/16', 'link-local'),
  // Azure's, https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  range4('168.63.129.16/32', 'link-local'),
  // Alibaba's and Oracle's.
  range4('100.100.100.200/32', 'link-local'),
  range4('192.0.0.192/32', 'link-local'),
  range4('0.0.0.0/8', 'loopback'),
  range4('127.0.0.0/8', 'loopback'),
  range4('10.0.0.0/8', 'private'),
  range4('100.64.0.0/10', 'private'),
  range4('172.16.0.0/12', 'private'),
  range4('192.168.0.0/16', 'private'),
  range4('192.0.0.0/24', 'reserved'),
  range4('192.0.2.0/24', 'reserved'),
  range4('192.88.99.0/24', 'reserved'),
  range4('198.18.0.0/15', 'reserved'),
  range4('198.51.100.0/24', 'reserved'),
  range4('203.0.113.0/24', 'reserved'),
  range4('224.0.0.0/3', 'reserved'),
];

const NAT64 = ipv6('64:ff9b::') as readonly number[];

const V6: readonly Range<readonly number[]>[] = [
  // Amazon's and Google's.
  range6('fd00:ec2::254/128', 'link-local'),
  range6('fd20:ce::254/128', 'link-local'),
  range6('fe80::/10', 'link-local'),
  range6('fec0::/10', 'private'),
  range6('fc00::/7', 'private'),
  range6('2001::/23', 'reserved'),
  range6('2001:db8::/32', 'reserved'),
  range6('3fff::/20', 'reserved'),
];
