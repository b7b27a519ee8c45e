import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { TOKEN } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { reminder } from './support/flow.ts';
import { hold } from './support/hold.ts';

let folder: string;
let twilio: TwilioApi;
let server: RunningServer;
let closing: Promise<void> | undefined;
beforeEach(async () => {
  closing = undefined;
  folder = mkdtempSync(join(tmpdir(), 'patchcord-stop-'));
  twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1)) } });
  const env = {
    ...{ PORT: '0', DATA_DIR: folder, PATCHCORD_TOKEN: TOKEN, PUBLIC_BASE_URL: 'https://calls.example.com' },
    ...{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url },
  };
  server = await startServer(readConfig(env), createLog('silent'));
  await ask('POST', '/flows', { document: reminder });
  await ask('PUT', '/outgoing/settings', { countries: null, callsPerDay: 100, callsPerSecond: 100 });
});
afterEach(async () => {
  await (closing ?? server.close());
  await twilio.close();
  rmSync(folder, { recursive: true });
});

function ask(method: string, path: string, body: unknown, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  return fetch(`${server.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body), signal });
}

const call = (signal?: AbortSignal) =>
  ask('POST', '/outgoing/calls', { flow: 'reminder', draft: true, from: '+15550100101', to: '+15550100199' }, signal);
const asked = () => twilio.requests.filter(({ operation }) => operation === 'CreateCall').length;

it('a server that stops listens until nobody is being called any more, and calls nobody else', async () => {
  const { held, letGo } = hold();
  twilio.fail({ match: 'CreateCall', times: 1, after: held });
  const first = call();
  await expect.poll(asked).toBe(1);
  closing = server.close();
  const second = await call();
  const { error } = (await second.json()) as { error: { code: string } };
  expect([second.status, error.code]).toEqual([503, 'stopping']);
  letGo();
  expect((await first).status).toBe(201);
  await closing;
  expect(asked()).toBe(1);
});

it('a server that stops keeps what became of a call, though whoever asked for it went away', async () => {
  const { held, letGo } = hold();
  twilio.fail({ match: 'CreateCall', times: 1, after: held });
  const away = new AbortController();
  const first = call(away.signal);
  await expect.poll(asked).toBe(1);
  away.abort();
  await expect(first).rejects.toThrow();
  closing = server.close();
  const closed = closing.then(() => 'closed');
  expect(await Promise.race([closed, sleep(500, 'waits for the call')])).toBe('waits for the call');
  letGo();
  await closing;
  const store = openSqlite(join(folder, 'patchcord.sqlite'));
  const items = await store.outgoing.calls({ limit: 5 });
  await store.close();
  expect(items.map(({ state, callSid }) => [state, callSid])).toEqual([['placed', ...twilio.state.calls.keys()]]);
});
