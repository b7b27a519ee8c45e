import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, rootCertificates } from 'node:tls';
import { withoutBrackets } from '../../shared/public-address/hosts.ts';
import { codeOf } from './network.ts';
import { known } from './request.ts';

/** The certificate a server shows, and what is wrong with it. */
export type Certificate =
  | {
      readonly kind: 'shown';
      readonly issuer: string;
      readonly names: readonly string[];
      readonly from: Date;
      readonly until: Date;
      /** How far its authority is known. */
      readonly trust: 'public' | 'this-machine' | 'self-signed' | 'private-authority' | 'unknown-authority';
      readonly nameFits: boolean;
    }
  | { readonly kind: 'not-shown'; readonly code: string };

export interface CertificateQuestion {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly LookupAddress[];
  readonly milliseconds: number;
}

/** Looks at the certificate only; nothing is sent. */
export async function lookAtCertificate(question: CertificateQuestion): Promise<Certificate> {
  const here = await handshake(question);
  if ('code' in here) return { kind: 'not-shown', code: here.code };
  const { certificate, problem } = here;
  // What NODE_EXTRA_CA_CERTS adds on this machine is nothing to Twilio.
  const everywhere = problem === undefined ? await handshake(question, [...rootCertificates]) : undefined;
  const isPublic = everywhere !== undefined && !('code' in everywhere) && everywhere.problem === undefined;
  return {
    kind: 'shown',
    issuer: nameOf(certificate.issuer),
    names: namesOf(certificate),
    from: new Date(certificate.valid_from),
    until: new Date(certificate.valid_to),
    trust: problem === undefined ? (isPublic ? 'public' : 'this-machine') : trustOf(problem, certificate),
    nameFits: checkServerIdentity(withoutBrackets(question.host), certificate) === undefined,
  };
}

interface Shown {
  readonly certificate: PeerCertificate;
  /** OpenSSL's name for what is wrong with the chain; times and names are looked at apart. */
  readonly problem: string | undefined;
}

function handshake(
  { host, port, addresses, milliseconds }: CertificateQuestion,
  ca?: string[],
): Promise<Shown | { readonly code: string }> {
  return new Promise((resolve) => {
    const name = withoutBrackets(host);
    const socket = connect({
      host: name,
      port,
      lookup: known(addresses),
      // Only looked at: nothing is sent over this connection, whatever it turns out to be.
      rejectUnauthorized: false,
      ...(isIP(name) ? {} : { servername: name }),
      ...(ca ? { ca } : {}),
    });
    const end = (result: Shown | { code: string }): void => {
      clearTimeout(timer);
      resolve(result);
      socket.destroy();
    };
    const timer = setTimeout(() => end({ code: 'TIMEOUT' }), milliseconds);
    socket.once('secureConnect', () => {
      const problem = socket.authorizationError ? codeOf(socket.authorizationError) : undefined;
      end({ certificate: socket.getPeerCertificate(), problem: isChain(problem) ? problem : undefined });
    });
    socket.once('error', (error) => end({ code: codeOf(error) }));
  });
}

function isChain(problem: string | undefined): boolean {
  return !/HAS_EXPIRED|NOT_YET_VALID|ALTNAME/.test(problem ?? 'ALTNAME');
}

/** https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/ */
function trustOf(
  problem: string,
  { subject, issuer }: PeerCertificate,
): 'self-signed' | 'private-authority' | 'unknown-authority' {
  if (problem.endsWith('DEPTH_ZERO_SELF_SIGNED_CERT')) return 'self-signed';
  if (problem === 'SELF_SIGNED_CERT_IN_CHAIN') return 'private-authority';
  return JSON.stringify(subject) === JSON.stringify(issuer) ? 'self-signed' : 'unknown-authority';
}

function nameOf(name: PeerCertificate['issuer'] | undefined): string {
  return [name?.O, name?.CN].flat().filter(Boolean).join(', ') || 'an authority without a name';
}

function namesOf({ subjectaltname = '', subject }: PeerCertificate): readonly string[] {
  const names = subjectaltname.split(', ').flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? []);
  return names.length > 0 ? names : [subject?.CN].flat().filter((name) => name !== undefined);
}
