import type { LookupAddress } from 'node:dns';
import { type Certificate, lookAtCertificate } from './certificate.ts';
import type { DoctorDeps } from './deps.ts';
import { counted, type Fix, fix, type Note } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
/** Authorities renew certificates of 90 days a month before their end. */
const SOON_DAYS = 14;

/** https://www.twilio.com/docs/api/errors: 11235 (name), 11236 (expired), 11237 (no path to an authority). */
const REFUSED = 'Twilio ends the connection before it sends anything (error NUMBER), so no call is answered.';

/** What Twilio would think of the certificate at the public address. */
export async function certificateNotes(
  { hostname, port }: URL,
  addresses: readonly LookupAddress[],
  { limits, now }: Pick<DoctorDeps, 'limits' | 'now'>,
): Promise<readonly Note[]> {
  const certificate = await lookAtCertificate({
    host: hostname,
    port: Number(port || 443),
    addresses,
    milliseconds: limits.connectMs,
  });
  if (certificate.kind === 'not-shown') return [notShown(certificate.code)];
  const notes = [timeNote(certificate, now()), nameNote(certificate, hostname), trustNote(certificate)];
  const found = notes.filter((note) => note !== undefined);
  return found.length > 0 ? found : [fine(certificate, now())];
}

type Shown = Extract<Certificate, { kind: 'shown' }>;

function fine({ issuer, until }: Shown, now: number): Note {
  const days = counted(Math.floor((until.getTime() - now) / DAY_MS), 'day', 'days');
  return {
    code: 'certificate',
    status: 'ok',
    title: 'The certificate is good',
    seen: `Issued by ${issuer}; valid for ${days} more.`,
  };
}

function notShown(code: string): Note {
  const plain = /^(EPROTO|ERR_SSL_)/.test(code);
  return {
    code: 'certificate-unseen',
    status: 'unknown',
    title: 'The certificate could not be looked at',
    seen: plain ? `What answers there does not speak TLS (${code}).` : `No connection came about (${code}).`,
  };
}

function timeNote({ from, until }: Shown, now: number): Note | undefined {
  if (until.getTime() <= now) {
    const seen = `It ended on ${day(until)}.`;
    return refused('certificate-expired', 'The certificate has expired', seen, '11236', RENEW);
  }
  if (from.getTime() > now) {
    const seen = `It begins on ${day(from)}; on this machine it is ${day(new Date(now))}.`;
    const mend = fix('Check the clock of this machine and of the one that made the certificate.');
    return refused('certificate-early', 'The certificate is not valid yet', seen, '11236', mend);
  }
  const days = Math.floor((until.getTime() - now) / DAY_MS);
  if (days >= SOON_DAYS) return undefined;
  return {
    code: 'certificate-ends-soon',
    status: 'warning',
    title: 'The certificate ends soon',
    seen: `It ends on ${day(until)}, in ${counted(days, 'day', 'days')}.`,
    why: 'Twilio refuses an expired certificate (error 11236), and then no call is answered.',
    fix: RENEW,
  };
}

function nameNote({ nameFits, names }: Shown, host: string): Note | undefined {
  if (nameFits) return undefined;
  const listed = names.slice(0, 5).join(', ') || 'no name';
  const mend = fix(
    `Get a certificate for ${host}, or set the public address to a name the certificate has.`,
    `certbot certonly --nginx -d ${host}`,
  );
  return refused(
    'certificate-name',
    'The certificate belongs to another name',
    `It is for ${listed}, not for ${host}.`,
    '11235',
    mend,
  );
}

function trustNote({ trust, issuer }: Shown): Note | undefined {
  switch (trust) {
    case 'public':
      return undefined;
    case 'this-machine':
      return {
        code: 'certificate-known-here',
        status: 'warning',
        title: 'Only this machine trusts the certificate',
        seen: `It was issued by ${issuer}, which is no public authority; this server was told to trust it (NODE_EXTRA_CA_CERTS or the system).`,
        why: 'If the internet sees the same certificate, Twilio refuses it (error 11237). A proxy that looks into outgoing connections may be the only reason.',
        fix: PUBLIC,
      };
    case 'self-signed':
      return refused(
        'certificate-self-signed',
        'The certificate is self-signed',
        'Nobody but the server itself vouches for it.',
        '11237',
        PUBLIC,
      );
    case 'private-authority':
      return refused(
        'certificate-private',
        'The certificate comes from a private authority',
        `It was issued by ${issuer}, which is no public authority.`,
        '11237',
        PUBLIC,
      );
    case 'unknown-authority': {
      const seen = `It was issued by ${issuer}. Either that is no public authority, or the server does not show the certificate in between.`;
      const mend = fix(
        'Show the whole chain; if the authority is a private one, get a certificate from a public one.',
        '# nginx\nssl_certificate /etc/letsencrypt/live/your-domain/fullchain.pem;',
      );
      return refused('certificate-chain', 'The certificate leads to no known authority', seen, '11237', mend);
    }
  }
}

const RENEW = fix('Renew it, and see why it was not renewed by itself:', 'certbot renew\nsystemctl reload nginx');
const PUBLIC = fix(
  'Get a certificate from a public authority such as Let’s Encrypt. Caddy does so by itself; for nginx:',
  'certbot --nginx -d calls.your-domain.com',
);

function refused(code: string, title: string, seen: string, number: string, mend: Fix): Note {
  return { code, status: 'error', title, seen, why: REFUSED.replace('NUMBER', number), fix: mend };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
