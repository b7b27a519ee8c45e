import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { newLoginLink, type RunningServer, startServer } from '../../server/main.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { flowIdFor } from '../../shared/api/flow-id.ts';
import { templates } from '../../shared/templates/index.ts';
import { startTwilioApi } from '../twilio-api/stand-in.ts';
import { textingFlow } from '../webhooks/support/texting-flow.ts';
import { sampleFlow } from './support/flows.ts';

const AUTH_TOKEN = 'auth-token-for-tests';
const TOKEN = 'machine-token-for-tests-0123456789';
const BASE = 'https://calls.example.com';
/** The sample flow of the first start. */
const SEEDED = flowIdFor(templates[0]!.document.name);
const ACCOUNT = `AC${'1'.repeat(32)}`;

let folder: string;
let server: RunningServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-main-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const config = (env: Record<string, string> = {}) =>
  readConfig({
    PORT: '0',
    DATA_DIR: folder,
    PATCHCORD_TOKEN: TOKEN,
    PUBLIC_BASE_URL: BASE,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    ...env,
  });
const start = async () => {
  server = await startServer(config(), createLog('silent'));
  return server;
};
const restart = async () => {
  await server?.close();
  return start();
};

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${server!.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** A call comes in, as Twilio would say it. */
async function call(flow: string, at: number, signal?: AbortSignal): Promise<string> {
  const parameters = {
    AccountSid: ACCOUNT,
    CallSid: `CA${String(at).padStart(32, '0')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+15550100199',
    To: '+15550100100',
  };
  const path = `/voice/${flow}`;
  const signature = webhooks.getExpectedTwilioSignature(AUTH_TOKEN, `${BASE}${path}`, parameters);
  const body = new URLSearchParams(parameters);
  const response = await fetch(`${server!.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'x-twilio-signature': signature },
    ...(signal && { signal }),
  });
  expect(response.status).toBe(200);
  return response.text();
}

describe('the server', () => {
  it('leaves a flow to look at on the first start, and only then', async () => {
    await start();
    const { flows } = (await (await ask('GET', '/flows')).json()) as { flows: { id: string }[] };
    expect(flows.map((flow) => flow.id)).toEqual([SEEDED]);
    expect((await ask('DELETE', `/flows/${SEEDED}`)).status).toBe(204);
    await restart();
    expect(await (await ask('GET', '/flows')).json()).toEqual({ flows: [] });
  });

  it('answers new calls with what was published last, at once', async () => {
    await start();
    const publish = async (name: string, revision: number) => {
      const flow = sampleFlow(name);
      flow.settings = { fallback: `Fallback of ${name}` };
      for (const block of Object.values(flow.blocks)) {
        if (block.type === 'start') block.exits = { next: 'hello' };
      }
      flow.blocks.hello = { type: 'say', props: { prompts: [{ say: `Hello from ${name}` }] } as never, exits: {} };
      const saved = await ask('PUT', `/flows/${SEEDED}/draft`, flow, { 'if-match': `"r${revision}"` });
      expect(saved.status).toBe(200);
      const published = await ask('POST', `/flows/${SEEDED}/publish`, {}, { 'if-match': `"r${revision + 1}"` });
      expect(published.status).toBe(201);
    };
    await publish('one', 1);
    expect(await call(SEEDED, 1)).toContain('Hello from one');
    await publish('two', 2);
    expect(await call(SEEDED, 2)).toContain('Hello from two');
    await ask('POST', `/flows/${SEEDED}/live`, { version: 1 });
    expect(await call(SEEDED, 3)).toContain('Hello from one');
    await ask('POST', `/flows/${SEEDED}/live`, { version: null });
    expect(await call(SEEDED, 4)).not.toContain('Hello');
    const { calls } = (await (await ask('GET', '/calls')).json()) as { calls: { version: number }[] };
    expect(calls.map((one) => one.version).sort()).toEqual(expect.arrayContaining([1, 1, 2]));
  });

  it('refuses unsigned webhooks, whoever is logged in', async () => {
    const { url } = await start();
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${url}/voice/${SEEDED}`, { method: 'POST', headers })).status).toBe(403);
  });

  it('logs people in with the link it prints, and with one made by another process', async () => {
    const { url, loginUrl } = await start();
    const spend = (link: string) => {
      const token = new URL(link).searchParams.get('token') ?? '';
      return fetch(`${url}/login`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ token }) });
    };
    expect(loginUrl.startsWith(`${url}/login?token=`)).toBe(true);
    expect((await spend(loginUrl)).status).toBe(303);
    expect((await spend(await newLoginLink(config()))).status).toBe(303);
  });

  it('writes down what came of a message before it stops, though nobody waits for the call any more', async () => {
    const twilio = await startTwilioApi({ account: ACCOUNT, authToken: AUTH_TOKEN });
    try {
      server = await startServer(config({ TWILIO_API_URL: twilio.url }), createLog('silent'));
      expect(
        (await ask('PUT', '/outgoing/settings', { countries: ['US'], callsPerDay: 1, callsPerSecond: 1 })).status,
      ).toBe(200);
      expect((await ask('POST', '/flows', { document: textingFlow() })).status).toBe(201);
      const flow = flowIdFor(textingFlow().name);
      expect((await ask('POST', `/flows/${flow}/publish`, {}, { 'if-match': '"r1"' })).status).toBe(201);
      twilio.fail({ match: 'CreateMessage', with: 'hang up' });
      const gone = new AbortController();
      const answer = call(flow, 1, gone.signal);
      const tried = () => twilio.requests.some(({ operation }) => operation === 'ListMessage');
      await vi.waitFor(() => expect(tried()).toBe(true), 10_000);
      gone.abort();
      await expect(answer).rejects.toThrow('abort');
      await server.close();
      server = undefined;
      const store = openSqlite(join(folder, 'patchcord.sqlite'));
      const effects = await store.effects.list(`CA${'1'.padStart(32, '0')}`);
      await store.close();
      expect(effects.map(({ outcome }) => outcome?.result)).toEqual(['unknown']);
    } finally {
      await twilio.close();
    }
  });

  it('says what to do when the port is taken, and lets go of its data', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const taken = startServer(config({ PORT: String(port) }), createLog('silent'));
    await expect(taken).rejects.toThrow(
      `Port ${port} is already in use. Stop what uses it, or choose another port, e.g. PORT=${port + 1}.`,
    );
    await new Promise((resolve) => other.close(resolve));
    await start();
  });
});
