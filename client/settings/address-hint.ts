import { hostKind } from '../../shared/public-address/hosts.ts';
import { tunnelOf } from '../../shared/public-address/tunnels.ts';

/** What to know about an address while it is typed; undefined where there is nothing to say, or it is none yet. */
export function addressHint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, protocol } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const tunnel = tunnelOf(hostname);
  if (tunnel) return `A tunnel: ${tunnel.name}. ${tunnel.about}${STAYS[tunnel.address]}`;
  const kind = hostKind(hostname);
  if (kind === 'placeholder') return 'This is an example from the documentation; it is nobody’s address.';
  if (kind === 'loopback') return 'This is your own machine; Twilio cannot reach it. Use a reverse proxy or a tunnel.';
  if (kind !== 'public') return 'Only your own network knows this address; Twilio cannot reach it.';
  if (protocol === 'http:') return 'Without https, what callers say and type goes over the internet in the clear.';
  return undefined;
}

const STAYS = {
  changes: ' When the address changes, enter the new one here and point your numbers anew.',
  depends: ' If the address changes, enter the new one here and point your numbers anew.',
  stays: '',
  'one-way': ' Calls cannot be answered through it.',
} as const;
