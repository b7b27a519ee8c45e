import { addressKind } from '../../shared/public-address/address.ts';
import { type HostKind, hostKind } from '../../shared/public-address/hosts.ts';
import { tunnelOf } from '../../shared/public-address/tunnels.ts';
import { certificateNotes } from './certificate-notes.ts';
import type { DoctorDeps } from './deps.ts';
import { fix, fixSetting, type Note } from './finding.ts';

/** The public address by its spelling, by its name in DNS, and by its certificate. */
export async function checkAddress(deps: DoctorDeps): Promise<readonly Note[]> {
  const { url: base, source } = deps.settings.publicUrl();
  if (base === null) return [missing()];
  const url = new URL(base);
  const spelling = [hostNote(url, source), schemeNote(url, source), portNote(url), tunnelNote(url)];
  const notes = spelling.filter((note) => note !== undefined);
  const resolved = await deps.network.resolve(url.hostname);
  if (resolved.kind === 'forbidden') {
    return hostKind(url.hostname) === 'public' ? [...notes, leadsInside(url.hostname, resolved.address)] : notes;
  }
  if (resolved.kind === 'unknown-name') return [...notes, unknownName(url.hostname)];
  if (resolved.kind === 'offline') return [...notes, offline(url.hostname, resolved.reason)];
  const { addresses } = resolved;
  const local =
    hostKind(url.hostname) === 'public' && addresses.find(({ address }) => addressKind(address) !== 'public');
  if (local) notes.push(leadsInside(url.hostname, local.address));
  if (url.protocol === 'https:') notes.push(...(await certificateNotes(url, addresses, deps)));
  return notes.some(({ status }) => status !== 'ok') ? notes : [wellSet(base), ...notes];
}

function missing(): Note {
  return {
    code: 'address-missing',
    status: 'error',
    title: 'The public address is not set',
    seen: 'Patchcord does not know at which address Twilio reaches it.',
    why: 'Signatures are checked against it, so every webhook is refused, and no number can be pointed here.',
    fix: fix(
      'Set the address of your reverse proxy or tunnel. It leads to this server:',
      'PUBLIC_BASE_URL=https://calls.your-domain.com',
      { kind: 'settings' },
    ),
  };
}

function wellSet(base: string): Note {
  return {
    code: 'address',
    status: 'ok',
    title: 'The public address is well formed',
    seen: `${base} can be reached from the internet by its spelling.`,
  };
}

type Source = 'environment' | 'settings' | null;

const INSIDE: Readonly<Record<Exclude<HostKind, 'public' | 'placeholder'>, string>> = {
  loopback: 'is this machine itself: for Twilio it would be a machine of Twilio’s',
  private: 'is an address of a network of your own',
  'link-local': 'is a link-local address or one of a cloud’s metadata, which nothing passes on',
  reserved: 'is an address set aside for a special use, and nobody’s',
  'local-name': 'is a name that only your own network knows',
};

function hostNote({ hostname }: URL, source: Source): Note | undefined {
  const kind = hostKind(hostname);
  if (kind === 'public') return undefined;
  const say =
    'Use a name that the internet knows: that of your reverse proxy, or of a tunnel while you try things out.';
  const mend = fixSetting(say, 'PUBLIC_BASE_URL=https://calls.your-domain.com', source);
  if (kind === 'placeholder') {
    const seen = `${hostname} stands in documentation as an example; it is nobody’s address.`;
    return { code: 'address-placeholder', status: 'error', title: 'The public address is an example', seen, fix: mend };
  }
  const seen = `${hostname} ${INSIDE[kind]}.`;
  const why = 'Twilio’s requests come from the internet and cannot get there, so no call is answered.';
  return {
    code: 'address-private',
    status: 'error',
    title: 'The internet cannot reach the public address',
    seen,
    why,
    fix: mend,
  };
}

function schemeNote({ protocol, href }: URL, source: Source): Note | undefined {
  if (protocol === 'https:') return undefined;
  return {
    code: 'address-http',
    status: 'warning',
    title: 'Requests are sent without encryption',
    seen: 'The public address begins with http.',
    why: 'Who is on the way can read what callers say and type, and change nothing only because requests are signed; answers are not.',
    fix: fixSetting(
      'Let the proxy end TLS – Caddy gets a certificate by itself – and set the address with https.',
      `PUBLIC_BASE_URL=${href.replace(/^http:/, 'https:').replace(/\/$/, '')}`,
      source,
    ),
  };
}

function portNote({ port, protocol, hostname }: URL): Note | undefined {
  if (port === '') return undefined;
  const seen = `The address names port ${port} instead of ${protocol === 'https:' ? 443 : 80}.`;
  return {
    code: 'address-port',
    status: 'ok',
    title: 'An unusual port',
    seen: `${seen} Twilio uses it as it stands; it must be open for the whole internet at ${hostname}.`,
  };
}

function tunnelNote({ hostname }: URL): Note | undefined {
  const tunnel = tunnelOf(hostname);
  if (!tunnel) return undefined;
  const { name, address, about, advice, command } = tunnel;
  if (address === 'one-way') {
    return {
      code: 'address-one-way',
      status: 'error',
      title: 'Answers would not get back to Twilio',
      seen: `${hostname} belongs to ${name}. ${about}`,
      fix: fix(advice, command, { kind: 'settings' }),
    };
  }
  return {
    code: 'address-tunnel',
    status: address === 'stays' ? 'ok' : 'warning',
    title: `The address belongs to a tunnel: ${name}`,
    seen: about,
    why: 'When the address changes, every number still leads to the old one, and callers hear an error. A tunnel also ends with the machine it runs on.',
    fix: fix(advice, command),
  };
}

function unknownName(host: string): Note {
  return {
    code: 'name-unknown',
    status: 'error',
    title: 'The name of the public address does not exist',
    seen: `DNS knows no ${host}, while other names are found.`,
    why: 'Twilio cannot find the server.',
    fix: fix(
      'Check the spelling; a tunnel that has ended takes its name with it. For a name of your own, add an A record.',
      undefined,
      { kind: 'settings' },
    ),
  };
}

function offline(host: string, reason: string): Note {
  return {
    code: 'name-unchecked',
    status: 'unknown',
    title: 'The name of the public address could not be looked up',
    seen: `${host} was not found, and neither is anything else from here (${reason}). This machine seems to have no internet.`,
  };
}

function leadsInside(host: string, address: string): Note {
  return {
    code: 'name-private',
    status: 'warning',
    title: 'From here, the name leads into a network of your own',
    seen: `${host} leads to ${address} on this machine.`,
    why: 'If it does so on the internet, too, Twilio cannot get there. A hosts file or a DNS of your own may be the only reason.',
    fix: fix('Ask a public DNS server; it must say a public address:', `nslookup ${host} 1.1.1.1`),
  };
}
