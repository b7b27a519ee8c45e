import type { LookupAddress } from 'node:dns';
import { lookup as askSystem } from 'node:dns/promises';
import { addressKind } from '../../../shared/public-address/address.ts';
import { hostKind, withoutBrackets } from '../../../shared/public-address/hosts.ts';

/** Where requests of flows may go: anywhere on the internet, and to hosts of one's own that are named. */
export interface Destinations {
  /** @throws Refusal for what must not be asked, judged by the URL alone */
  judge(url: URL): void;
  /**
   * Addresses of the URL's host, to connect to no other ones: what was judged is what is used, whatever the name says later.
   *
   * @throws Refusal where one of them must not be connected to, else what the system says of a name that is not found
   */
  resolve(url: URL): Promise<readonly LookupAddress[]>;
}

/** Why a request must not be made; a sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * @param allowed hosts of one's own, `host` or `host:port`; none of them opens the addresses where clouds keep their metadata
 * @param ask finds the addresses of a name; the system's way if absent
 */
export function createDestinations(
  allowed: readonly string[],
  ask: (host: string) => Promise<readonly LookupAddress[]> = (host) => askSystem(host, { all: true }),
): Destinations {
  const named = new Set(allowed.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== ''));
  const isAllowed = (url: URL): boolean => named.has(url.hostname) || named.has(`${url.hostname}:${portOf(url)}`);
  return {
    judge(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new Refusal(`Only http and https are asked, not ${url.protocol.slice(0, 20)}`);
      }
      if (url.username !== '' || url.password !== '') {
        throw new Refusal('A URL must not hold a user name or password; use the block’s authentication.');
      }
      const kind = hostKind(url.hostname);
      if (kind === 'link-local' || (kind !== 'public' && kind !== 'placeholder' && !isAllowed(url))) {
        throw new Refusal(`${url.hostname} ${KINDS[kind]}. ${HOW}`);
      }
    },
    async resolve(url) {
      const host = withoutBrackets(url.hostname);
      const family = host.includes(':') ? 6 : /^[\d.]+$/.test(host) ? 4 : undefined;
      const addresses = family === undefined ? await ask(host) : [{ address: host, family }];
      const open = isAllowed(url);
      const wrong = addresses.find(({ address }) => {
        const kind = addressKind(address);
        return kind === 'link-local' || (kind !== 'public' && !open);
      });
      if (wrong) throw new Refusal(`${url.hostname} leads to ${wrong.address}, which is not on the internet. ${HOW}`);
      return addresses;
    },
  };
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

const KINDS = {
  loopback: 'is this machine',
  private: 'is an address of a network of one’s own',
  'link-local': 'is where machines keep their metadata',
  reserved: 'is an address set aside for a special use',
  'local-name': 'is a name that only a network of one’s own knows',
  placeholder: '',
  public: '',
} as const;

const HOW = 'Requests go to the internet only, and to hosts that PATCHCORD_ALLOW_HOSTS names.';
