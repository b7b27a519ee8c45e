import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { reminder } from '../outgoing/support/flow.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { run } from './support/run.ts';

let twilio: TwilioApi;
let api: ApiServer;
let folder: string;
beforeAll(async () => {
  twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1)) } });
  const env = {
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL: 'https://calls.example.com',
  };
  api = await startApi({ ...env, TWILIO_API_URL: twilio.url });
  await api.ask('POST', '/flows', { body: { document: reminder } });
  await api.ask('PUT', '/outgoing/settings', { body: { countries: null, callsPerDay: 100, callsPerSecond: 100 } });
  folder = mkdtempSync(join(tmpdir(), 'patchcord-dial-'));
});
afterAll(async () => {
  await api.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

const dial = (...more: string[]) =>
  run('dial', 'reminder', '--from', '+15550100101', '--server', api.url, ...more, { PATCHCORD_TOKEN: TOKEN });

it('calls through the draft, once for a key, with values of variables', async () => {
  const options = [
    '--to',
    '+15550100199',
    '--draft',
    '--set',
    'name=Ann = me',
    '--machine-detection',
    'Enable',
    '--key',
    'k',
  ];
  const first = await dial(...options);
  expect([first.code, first.out]).toEqual([
    0,
    expect.stringMatching(/^The call to \+15550100199 through reminder, its draft, is placed as CA/),
  ]);
  const again = JSON.parse((await dial(...options, '--json')).out);
  expect([again.variables, twilio.state.calls.size]).toEqual([{ name: 'Ann = me' }, 1]);
});

it('says no in words, and what it expects where it is used wrongly', async () => {
  const unpublished = await dial('--to', '+15550100199');
  expect([unpublished.code, unpublished.err]).toEqual([1, expect.stringContaining('is not published')]);
  expect((await dial('--to', '+15550100199', '--draft', '--set', 'nam=x')).err).toContain('Did you mean "name"?');
  for (const wrong of [
    [],
    ['--to', '+15550100199', '--list', 'x'],
    ['--to', '1', '--set', 'x'],
    ['--to', '1', '--timeout', 'soon'],
    ['--to', '1', '--machine-detection', 'Yes'],
  ]) {
    expect((await dial(...wrong)).code).toBe(2);
  }
});

it('tells what a CSV holds, and calls its rows', async () => {
  await api.ask('POST', '/flows/reminder/publish', { body: {}, revision: 1 });
  const file = join(folder, 'people.csv');
  writeFileSync(file, 'Phone;Who;Notes\r\n+15550100191;Ann;\r\n+15550100192;Bob;\r\n+15550100191;Ann;\r\n');
  const columns = ['--list', file, '--to-column', 'Phone', '--column', 'Who=name', '--column', 'Notes='];
  const check = await dial(...columns, '--check');
  expect([check.code, check.out]).toEqual([
    1,
    '3 rows: 2 can be called, 1 cannot.\n  line 4: +15550100191 is already in line 2; it is called once.\n',
  ]);
  expect((await dial(...columns)).err).toContain('nobody is called');
  const list = await dial(...columns, '--skip-bad');
  expect([list.code, list.out]).toEqual([
    0,
    expect.stringMatching(/^Calling 2 numbers through reminder, version 1: list [\w-]{22}\. 1 bad row was left out/),
  ]);
  expect((await dial('--list', join(folder, 'none.csv'))).code).toBe(1);
  writeFileSync(file, Buffer.from([0x54, 0x6f, 0x0a, 0xff, 0xfe, 0x41]));
  expect((await dial('--list', file)).err).toContain('not UTF-8');
});

it('calls through what runs in an environment', async () => {
  const early = await dial('--to', '+15550100199', '--env', 'staging');
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('There is no environment "staging"')]);
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  await api.ask('POST', '/flows/reminder/live', { body: { version: 1, environment: 'staging' } });
  const ran = await dial('--to', '+15550100199', '--env', 'staging');
  expect([ran.code, ran.out]).toEqual([
    0,
    expect.stringContaining('through reminder in staging, version 1, is placed'),
  ]);
});

it.each([
  ['--to', ['--check']],
  ['--to', ['--skip-bad']],
  ['--to', ['--to-column', 'Phone']],
  ['--to', ['--column', 'Who=name']],
  ['--to', ['--concurrency', '2']],
  ['--to', ['--calls-per-second', '2']],
  ['--list', ['--draft']],
  ['--list', ['--set', 'name=Ann']],
])('calls nobody where %s comes with %s, which it would not heed', async (whom, option) => {
  const file = join(folder, 'one.csv');
  writeFileSync(file, 'To\r\n+15550100199\r\n');
  const before = twilio.requests.length;
  const { code, err } = await dial(whom, whom === '--to' ? '+15550100199' : file, ...option);
  expect([code, err]).toEqual([
    2,
    expect.stringContaining(`${option[0]} goes with ${whom === '--to' ? '--list' : '--to'}`),
  ]);
  expect(twilio.requests.length).toBe(before);
});
