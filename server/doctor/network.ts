import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { addressKind } from '../../shared/public-address/address.ts';
import { hostKind, withoutBrackets } from '../../shared/public-address/hosts.ts';

/** Asks for names, so that what is found is what is connected to. */
export interface Network {
  /** Addresses of a host, or why there are none. */
  resolve(host: string): Promise<Resolved>;
}

export type Resolved =
  | { readonly kind: 'found'; readonly addresses: readonly LookupAddress[] }
  /** Metadata of a cloud machine lies there, or may: nothing is sent to it. */
  | { readonly kind: 'forbidden'; readonly address: string }
  /** The name does not exist, although other names are found. */
  | { readonly kind: 'unknown-name' }
  /** No name is found from here, or nobody answers: nothing can be said about this one. */
  | { readonly kind: 'offline'; readonly reason: string };

/** How long names are waited for: `getaddrinfo` itself may wait for minutes. */
const LOOKUP_MS = 5_000;
/** Asked for to tell a wrong name from a machine without internet. */
const KNOWN_NAME = 'api.twilio.com';

/** The system's own way to find names, as every connection of this process takes it. */
export function systemNetwork(ask: (host: string) => Promise<readonly LookupAddress[]> = askSystem): Network {
  return {
    async resolve(host) {
      const plain = withoutBrackets(host);
      if (hostKind(plain) === 'link-local') return { kind: 'forbidden', address: plain };
      try {
        const addresses = await ask(plain);
        const forbidden = addresses.find(({ address }) => addressKind(address) === 'link-local');
        return forbidden ? { kind: 'forbidden', address: forbidden.address } : { kind: 'found', addresses };
      } catch (error) {
        const code = codeOf(error);
        if (code !== 'ENOTFOUND' || !isPublicName(plain)) return { kind: 'offline', reason: code };
        return ask(KNOWN_NAME).then(
          () => ({ kind: 'unknown-name' as const }),
          () => ({ kind: 'offline' as const, reason: code }),
        );
      }
    },
  };
}

async function askSystem(host: string): Promise<readonly LookupAddress[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('DNS did not answer'), { code: 'ETIMEOUT' })), LOOKUP_MS);
  });
  try {
    return await Promise.race([lookup(host, { all: true }), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A name that only a local network knows says nothing about the internet. */
function isPublicName(host: string): boolean {
  return hostKind(host) === 'public' || hostKind(host) === 'placeholder';
}

/** The system's name for a failure, such as `ECONNREFUSED`. */
export function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : String(message ?? error);
}
