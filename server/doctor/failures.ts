import { needsHttps } from './answers.ts';
import type { Diagnosis, Surroundings } from './changes.ts';
import { fix } from './finding.ts';
import type { Network } from './network.ts';
import type { Failure } from './request.ts';

/** Says why no answer came from the public address. */
export async function explainFailure({ code, phase }: Failure, where: Surroundings): Promise<Diagnosis> {
  const { base, upstream } = where;
  if (phase === 'encrypt') return unencrypted(code, where);
  if (phase === 'answer' && code === 'TIMEOUT') {
    const seen = `${base} took the request and did not answer in time; it did not come to this server.`;
    const say = `Check that the proxy hands requests on to ${upstream}, and that this is the server it means.`;
    return { code: 'no-answer', title: 'The public address does not answer', seen, fix: fix(say) };
  }
  if (phase === 'answer') {
    if (base.startsWith('http:')) return needsHttpsPerhaps(base, code);
    const seen = `${base} closed the connection without an answer (${code}).`;
    return {
      code: 'hung-up',
      title: 'The public address hangs up',
      seen,
      fix: fix(`Check that the proxy hands requests on to ${upstream}.`),
    };
  }
  return unreachable(code, base);
}

/** Servers that take only encrypted requests close the connection on plain ones, as others do for other reasons. */
function needsHttpsPerhaps(base: string, code: string): Diagnosis {
  const diagnosis = needsHttps(
    base,
    `The connection was closed without an answer (${code}), as servers do that speak https only.`,
  );
  return { ...diagnosis, title: 'The public address hangs up' };
}

function unencrypted(code: string, { base }: Surroundings): Diagnosis {
  const plain = /^(EPROTO|ERR_SSL_)/.test(code) && !/CERT/.test(code);
  if (plain) {
    const seen = `${base} does not speak TLS at this port (${code}).`;
    const say = 'Let the proxy end TLS at this port, or set the address with the port that does.';
    return {
      code: 'no-tls',
      title: 'The address does not speak https',
      seen,
      fix: fix(say, undefined, { kind: 'settings' }),
    };
  }
  const seen = `No encrypted connection came about (${code}); the certificate is looked at under “Public address”.`;
  const say = 'Mend the certificate first: Twilio does not get past it either.';
  return { code: 'certificate-refused', title: 'The certificate stops the requests', seen, fix: fix(say) };
}

function unreachable(code: string, base: string): Diagnosis {
  const { port, protocol, hostname } = new URL(base);
  const where = `port ${port || (protocol === 'https:' ? 443 : 80)} of ${hostname}`;
  const seen =
    code === 'ECONNREFUSED'
      ? `Nothing listens at ${where}.`
      : `${where[0]?.toUpperCase()}${where.slice(1)} does not answer (${code}).`;
  const say =
    'Start the proxy or tunnel, open the port in the firewall, and check the address. Some routers do not let a machine reach its own public address: then try it from elsewhere, e.g. a phone without Wi-Fi. Any answer means that it is open:';
  return {
    code: 'unreachable',
    title: 'Nobody answers at the public address',
    seen,
    fix: fix(say, `curl -i ${base}/healthz`),
  };
}

/** Codes that speak of this machine's own connection. */
const NO_NETWORK = /^(ENETUNREACH|ENETDOWN|EHOSTUNREACH|TIMEOUT|ETIMEDOUT)$/;

/** @returns why nothing can be said from here, where this machine seems to have no internet */
export async function isOffline({ code, phase }: Failure, network: Network): Promise<string | undefined> {
  if (phase !== 'connect' || !NO_NETWORK.test(code)) return undefined;
  const known = await network.resolve('api.twilio.com');
  return known.kind === 'found' ? undefined : `This machine seems to have no internet (${code}).`;
}
