import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoctorDeps } from '../../server/doctor/deps.ts';
import { Probe } from '../../server/doctor/probe.ts';
import { answerNotes } from '../../server/doctor/replies.ts';
import { checkWebhooks } from '../../server/doctor/webhooks.ts';
import { type ProxyOptions, type RunningProxy, startProxy } from './support/proxy.ts';

const NOBODY = { source: null, accountSid: null, authToken: null, apiKeySid: null, apiKeySecret: null };

let base = '';
let probe: Probe;
let server: Server;
let proxy: RunningProxy | undefined;
beforeEach(async () => {
  probe = new Probe({ authToken: () => null, accountSid: () => null, publicUrl: () => base });
  server = createServer((req, res) => {
    if (probe.takes(req)) probe.answer(req, res);
    else res.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  await proxy?.close();
  server.close();
});

/** Runs the check through a proxy with little patience. */
async function check(options: Partial<ProxyOptions>) {
  const { port } = server.address() as AddressInfo;
  proxy = await startProxy({ upstream: () => port, ...options });
  base = `http://calls.office.example:${proxy.port}`;
  const deps = {
    settings: { credentials: () => NOBODY, publicUrl: () => ({ url: base, source: 'settings' }) },
    probe,
    network: { resolve: async () => ({ kind: 'found', addresses: [{ address: '127.0.0.1', family: 4 }] }) },
    limits: { connectMs: 3_000, totalMs: 3_000 },
    listens: { host: '127.0.0.1', port },
  } satisfies Partial<DoctorDeps>;
  return checkWebhooks(deps as unknown as DoctorDeps);
}

describe('a proxy that is silent', () => {
  it('before the request got here', async () => {
    const notes = await check({ pass: () => false });
    expect(notes).toMatchObject([
      { code: 'no-answer', status: 'error', seen: expect.stringContaining('did not come to this server') },
    ]);
  });

  it('after the answer left here', async () => {
    const notes = await check({ back: () => false });
    expect(notes).toMatchObject([{ code: 'answer-lost', status: 'error', seen: expect.stringContaining('in time') }]);
  });

  it('for a while: callers wait, too', () => {
    const answer = '<Response/>';
    const headers = { 'content-type': 'text/xml' };
    const outcome = { kind: 'answer', status: 200, headers, body: Buffer.from(answer), took: 4_200 } as const;
    const where = { base: 'https://calls.office.example', prefix: '', isPublic: true, upstream: '' };
    expect(answerNotes({ outcome, answer }, where)).toMatchObject([
      { code: 'slow', seen: expect.stringContaining('4.2 seconds') },
    ]);
  });
});

describe('without an auth token', () => {
  it('the way is tried all the same', async () => {
    const notes = await check({});
    expect(notes).toMatchObject([
      { code: 'round-trip', status: 'ok', seen: expect.stringContaining('the auth token itself is not set') },
    ]);
  });
});
