import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeAuthority, makeCertificate } from './support/certificates.ts';
import { type ProxyOptions, type RunningProxy, startProxy } from './support/proxy.ts';
import { type DoctorServer, startServer } from './support/server.ts';

const HOST = 'calls.office.example';
const HOSTS = { [HOST]: '127.0.0.1', 'other.office.example': '127.0.0.1' };
const DAY_MS = 24 * 3_600_000;

let folder: string;
let authority: Issued;
let good: Issued;
/** One server was told to trust the authority, the other was not. */
let trusting: DoctorServer;
let wary: DoctorServer;
const running: RunningProxy[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-authority-'));
  authority = makeAuthority('An authority for tests');
  good = makeCertificate('server', { names: [HOST], issuer: authority });
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority.cert);
  [trusting, wary] = await Promise.all([startServer(HOSTS, { NODE_EXTRA_CA_CERTS: file }), startServer(HOSTS)]);
});
afterAll(async () => {
  await Promise.all([trusting.stop(), wary.stop()]);
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((proxy) => proxy.close()));
});

async function proxy(server: DoctorServer, options: Partial<ProxyOptions>): Promise<number> {
  const started = await startProxy({ upstream: () => server.port, ...options });
  running.push(started);
  return started.port;
}

/** `code: status` but for what is said of every address in these tests: an unusual port, found on this machine. */
const telling = (codes: readonly string[]) => codes.filter((line) => !/^(address-port|name-private)/.test(line));

describe('layout 2, TLS ended by a proxy at another port', () => {
  it('is right where the certificate is trusted, and the port is named', async () => {
    const port = await proxy(trusting, { tls: good });
    const found = await trusting.check(`https://${HOST}:${port}`, 'address', 'webhooks');
    expect(telling(found.codes)).toEqual(['certificate-known-here: warning', 'round-trip: ok']);
    expect(found.get('address-port')).toMatchObject({ status: 'ok', seen: expect.stringContaining(`port ${port}`) });
    // Twilio does not know this authority, and the doctor does not forget it.
    expect(found.get('certificate-known-here').seen).toContain('An authority for tests');
  });

  it('is wrong where nobody knows the authority', async () => {
    const port = await proxy(wary, { tls: good });
    const found = await wary.check(`https://${HOST}:${port}`, 'address', 'webhooks');
    expect(telling(found.codes)).toEqual(['certificate-chain: error', 'certificate-refused: error']);
    expect(found.get('certificate-chain').why).toContain('11237');
  });

  it('is wrong where PUBLIC_BASE_URL leaves out the port', async () => {
    await proxy(trusting, { tls: good });
    const found = await trusting.check(`https://${HOST}`, 'webhooks');
    expect(found.codes).toEqual(['unreachable: error']);
    expect(found.get('unreachable').seen).toContain('port 443');
  });

  it('is wrong where PUBLIC_BASE_URL says http', async () => {
    const port = await proxy(trusting, { tls: good });
    const found = await trusting.check(`http://${HOST}:${port}`, 'address', 'webhooks');
    expect(telling(found.codes)).toEqual(['address-http: warning', 'needs-https: error']);
    expect(found.get('needs-https').fix?.code).toBe(`PUBLIC_BASE_URL=https://${HOST}:${port}`);
  });

  it('is wrong where PUBLIC_BASE_URL says https and the port does not', async () => {
    const port = await proxy(trusting, {});
    const found = await trusting.check(`https://${HOST}:${port}`, 'address', 'webhooks');
    expect(telling(found.codes)).toEqual(['certificate-unseen: unknown', 'no-tls: error']);
  });
});

describe('a certificate', () => {
  it.each<[string, () => Issued, string[], RegExp]>([
    ['that signed itself', () => makeCertificate('server', { names: [HOST] }), ['certificate-self-signed'], /11237/],
    [
      'that has expired',
      () =>
        makeCertificate('server', {
          names: [HOST],
          issuer: authority,
          from: new Date(Date.now() - 90 * DAY_MS),
          until: new Date(Date.now() - DAY_MS),
        }),
      ['certificate-expired'],
      /11236/,
    ],
    [
      'that is not valid yet',
      () => makeCertificate('server', { names: [HOST], issuer: authority, from: new Date(Date.now() + DAY_MS) }),
      ['certificate-early'],
      /11236/,
    ],
    [
      'of another name',
      () => makeCertificate('server', { names: ['elsewhere.example'], issuer: authority }),
      ['certificate-name'],
      /11235/,
    ],
  ])('%s is told from others', async (_what, make, codes, number) => {
    const port = await proxy(trusting, { tls: make() });
    const found = await trusting.check(`https://${HOST}:${port}`, 'address', 'webhooks');
    const errors = found.all.filter(({ status, group }) => status === 'error' && group === 'address');
    expect(errors.map(({ code }) => code)).toEqual(codes);
    expect(errors[0]?.why).toMatch(number);
    expect(found.codes.at(-1)).toBe('certificate-refused: error');
  });

  it('that ends soon is a warning, with the day', async () => {
    const until = new Date(Date.now() + 3.5 * DAY_MS);
    const tls = makeCertificate('server', { names: [HOST], issuer: authority, until });
    const found = await trusting.check(`https://${HOST}:${await proxy(trusting, { tls })}`, 'address');
    expect(found.get('certificate-ends-soon')).toMatchObject({
      status: 'warning',
      seen: expect.stringContaining(`${until.toISOString().slice(0, 10)}, in 3 days`),
    });
  });

  it('that comes with its private authority is told by its name', async () => {
    const chain = { ...good, cert: good.cert + authority.cert };
    const found = await wary.check(`https://${HOST}:${await proxy(wary, { tls: chain })}`, 'address');
    expect(found.get('certificate-private')).toMatchObject({
      status: 'error',
      seen: expect.stringContaining(authority.name),
    });
  });
});
