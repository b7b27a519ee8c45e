import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault, VaultError } from '../../server/auth/vault.ts';
import { maskLine } from '../../server/log.ts';
import { setupSchema } from '../../shared/api/setup.ts';
import { twilioSettingsSchema } from '../../shared/api/twilio.ts';
import { type ApiServer, startApi } from './support/server.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const KEY = `SK${'b'.repeat(32)}`;
const CANARY = 'canary-3f1b9c5e7d';

let folder: string;
let api: ApiServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-settings-'));
  api = await startApi({}, folder);
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every byte the server keeps. */
const kept = () =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(folder, entry.name), 'latin1'))
    .join('');

describe('Twilio credentials', () => {
  it('go in, are used, and never come out', async () => {
    const body = {
      accountSid: ACCOUNT,
      authToken: `${CANARY}-token`,
      apiKeySid: KEY,
      apiKeySecret: `${CANARY}-secret`,
    };
    const answers = [
      await api.ask('PUT', '/settings/twilio', { body }),
      await api.ask('GET', '/settings/twilio'),
      await api.ask('GET', '/setup'),
      await api.ask('PUT', '/settings/twilio', { body: { ...body, accountSid: CANARY } }),
    ];
    expect(twilioSettingsSchema.parse(answers[1]?.body)).toEqual({
      configured: true,
      source: 'settings',
      accountSid: ACCOUNT,
      apiKeySid: KEY,
      authToken: true,
      apiKeySecret: true,
    });
    expect(JSON.stringify(answers.slice(0, 3))).not.toContain(CANARY);
    expect(answers[3]?.status).toBe(400);
    expect(JSON.stringify(answers[3]?.body)).not.toContain('-token');
    expect(kept()).not.toContain(CANARY);
    expect(kept()).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 12));
    expect(api.lines.join('')).not.toContain(CANARY);
  });

  it('survive a restart with the key file, which only its owner can read', async () => {
    await api.ask('PUT', '/settings/twilio', { body: { accountSid: ACCOUNT, authToken: CANARY } });
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    await api.close();
    api = await startApi({}, folder);
    expect((await api.ask('GET', '/settings/twilio')).body).toMatchObject({ configured: true, accountSid: ACCOUNT });
    expect((await api.ask('DELETE', '/settings/twilio')).body).toMatchObject({ configured: false, accountSid: null });
    await api.close();
    api = await startApi({}, folder);
    expect((await api.ask('GET', '/settings/twilio')).body.configured).toBe(false);
  });

  it('do not open with another key, and the server says so instead of going on without them', async () => {
    await api.ask('PUT', '/settings/twilio', { body: { accountSid: ACCOUNT, authToken: CANARY } });
    const other = startApi({ PATCHCORD_SECRET: 'x'.repeat(32) }, folder);
    await expect(other).rejects.toThrow(/does not open with this key.*PATCHCORD_SECRET/);
  });

  it('of the environment win and cannot be changed', async () => {
    const set = await startApi({
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: CANARY,
      PUBLIC_BASE_URL: 'https://calls.example.com/',
    });
    expect((await set.ask('GET', '/settings/twilio')).body).toMatchObject({ configured: true, source: 'environment' });
    for (const [method, path, body] of [
      ['PUT', '/settings/twilio', { accountSid: ACCOUNT, authToken: 'something-else' }],
      ['DELETE', '/settings/twilio', undefined],
      ['PUT', '/settings/public-url', { url: 'https://other.example.com' }],
    ] as const) {
      expect((await set.ask(method, path, body ? { body } : {})).body.error.code).toBe('set-by-environment');
    }
    const setup = setupSchema.parse((await set.ask('GET', '/setup')).body);
    expect(setup).toMatchObject({ publicBaseUrl: 'https://calls.example.com', webhooks: { ready: true, missing: [] } });
    await set.close();
  });

  it.each([
    ['a key without its secret', { accountSid: ACCOUNT, apiKeySid: KEY }, 'apiKeySecret'],
    ['neither token nor key', { accountSid: ACCOUNT }, 'authToken'],
    ['a SID that is none', { accountSid: 'AC12', authToken: CANARY }, 'accountSid'],
    // A secret pasted in the wrong place is not repeated either.
    ['an unknown member', { accountSid: ACCOUNT, authToken: CANARY, [CANARY]: 'admin' }, 'apiKeySecret'],
  ])('are refused: %s', async (_what, body, named) => {
    const answer = await api.ask('PUT', '/settings/twilio', { body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(named);
    expect(JSON.stringify(answer.body)).not.toContain(CANARY);
  });
});

describe('a sealed secret', () => {
  it('opens for its own row only, and not after a change', () => {
    const vault = createVault('k'.repeat(32));
    const sealed = vault.seal('twilio', CANARY);
    expect(vault.open('twilio', sealed)).toBe(CANARY);
    expect(vault.seal('twilio', CANARY)).not.toBe(sealed);
    expect(() => vault.open('other', sealed)).toThrow(VaultError);
    expect(() => vault.open('twilio', `${sealed.slice(0, -2)}AA`)).toThrow(VaultError);
    expect(() => createVault('j'.repeat(32)).open('twilio', sealed)).toThrow(VaultError);
  });
});

describe('the public address', () => {
  it('is checked, kept without a trailing slash, and can be forgotten', async () => {
    const put = (url: string | null) => api.ask('PUT', '/settings/public-url', { body: { url } });
    expect((await put('https://calls.example.com/base/')).body).toEqual({
      url: 'https://calls.example.com/base',
      source: 'settings',
    });
    for (const bad of [
      'calls.example.com',
      'ftp://calls.example.com',
      'https://a:b@c.example',
      'https://c.example/?x=1',
      'https://old.example.comhttps://new.example.com',
    ]) {
      expect((await put(bad)).status, bad).toBe(400);
    }
    expect((await api.ask('GET', '/settings/public-url')).body.url).toBe('https://calls.example.com/base');
    expect((await put(null)).body).toEqual({ url: null, source: null });
  });

  it('and the auth token are named while they are missing', async () => {
    const setup = setupSchema.parse((await api.ask('GET', '/setup')).body);
    expect(setup.webhooks).toMatchObject({
      ready: false,
      missing: [{ code: 'no-public-url' }, { code: 'no-auth-token' }],
    });
    expect(setup.templates.length).toBeGreaterThan(0);
  });
});

describe('the log', () => {
  it('masks phone numbers and one-time tokens wherever they stand', () => {
    expect(maskLine('{"msg":"call from +15551234567 to %2B15557654321"}')).toBe(
      '{"msg":"call from +1555***4567 to %2B1555***4321"}',
    );
    expect(maskLine('{"url":"/voice/main/menu?t=abc-_9&x=1","login":"/login?token=secret"}')).toBe(
      '{"url":"/voice/main/menu?t=[removed]&x=1","login":"/login?token=[removed]"}',
    );
  });
});
