import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../server/log.ts';
import { createSoftphoneDesk, type SoftphoneDeps } from '../../server/twilio/softphone/desk.ts';
import { softphoneSchema, softphoneTokenSchema } from '../../shared/api/softphone.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restApplication } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';

const BASE = 'https://calls.example.com/app';
const CREDENTIALS = { accountSid: ACCOUNT, authToken: AUTH_TOKEN };
const KEY = { sid: `SK${'5'.repeat(32)}`, secret: 'secret-of-an-api-key' };

let folder: string;
let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-softphone-'));
  twilio = await startTwilioApi({ apiKeys: [KEY] });
  // Somebody else's, also made by this product.
  const other = restApplication(7, {
    friendly_name: 'Patchcord softphone ffffff',
    voice_url: 'https://other.example.com/',
  });
  twilio.state.applications.set(other.sid, other);
  await start();
});
afterEach(async () => {
  await api.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server on the same data, with everything set but the phone. */
async function start(env: Record<string, string> = {}): Promise<void> {
  api = await startApi({ TWILIO_API_URL: twilio.url, PUBLIC_BASE_URL: BASE, ...env }, folder);
  await api.ask('PUT', '/settings/twilio', { body: CREDENTIALS });
}

async function restart(env: Record<string, string> = {}): Promise<void> {
  await api.close();
  await start(env);
}

const setUp = () => api.ask('POST', '/softphone/setup');
const view = async () => softphoneSchema.parse((await api.ask('GET', '/softphone')).body);
const token = (identity = 'alice') => api.ask('POST', '/softphone/token', { body: { identity } });
const keys = () => [...twilio.state.keys.values()];
const apps = () =>
  [...twilio.state.applications.values()].filter(({ friendly_name: name }) => !String(name).endsWith('ffffff'));
const posts = (operation: string) => twilio.requests.filter((request) => request.operation === operation).length;

/** What a token says; throws unless it was signed with this secret. */
function verified(jwt: string, secret: string): { header: object; payload: Record<string, unknown> } {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  expect(signature).toBe(expected);
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: read(header), payload: read(payload) };
}

describe('setting up', () => {
  it('makes an API key and a TwiML app, and each only once', async () => {
    expect((await view()).missing.map(({ code }) => code)).toEqual(['not-set-up']);
    expect(twilio.requests).toEqual([]);
    const { status, body } = await setUp();
    expect(status).toBe(200);
    const shown = softphoneSchema.parse(body);
    expect(shown).toMatchObject({ ready: true, missing: [], key: { own: true, sid: keys()[0]?.sid } });
    expect(shown.application).toMatchObject({ sid: apps()[0]?.sid, voiceUrl: `${BASE}/voice/_client`, current: true });
    expect(apps()).toMatchObject([
      {
        friendly_name: shown.application?.friendlyName,
        voice_url: `${BASE}/voice/_client`,
        voice_method: 'POST',
        voice_fallback_url: `${BASE}/voice/_client/fallback`,
        status_callback: `${BASE}/voice/_client/status`,
      },
    ]);
    expect(keys()[0]?.friendly_name).toBe(shown.application?.friendlyName);
    expect(shown.application?.friendlyName).toMatch(/^Patchcord softphone [0-9a-f]{6}$/);
    await Promise.all([setUp(), setUp(), setUp()]);
    await restart();
    await setUp();
    expect([keys().length, apps().length]).toEqual([1, 1]);
    expect([posts('CreateNewKey'), posts('CreateApplication'), posts('UpdateApplication')]).toEqual([1, 1, 0]);
  });

  it('makes one of each also when asked twice at once', async () => {
    const answers = await Promise.all([setUp(), setUp()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect([keys().length, apps().length]).toEqual([1, 1]);
  });

  it('uses the API key of the credentials and makes none', async () => {
    const body = { ...CREDENTIALS, apiKeySid: KEY.sid, apiKeySecret: KEY.secret };
    await api.ask('PUT', '/settings/twilio', { body });
    const { body: shown } = await setUp();
    expect(shown.key).toEqual({ sid: KEY.sid, own: false });
    expect(twilio.requests.filter(({ path }) => path.includes('/Keys'))).toEqual([]);
    verified((await token()).body.token, KEY.secret);
  });

  it('keeps the secret to itself', async () => {
    const { body } = await setUp();
    const secret = String(keys()[0]?.secret);
    const seen = JSON.stringify([body, await view(), (await token()).body, api.lines]);
    expect(seen).not.toContain(secret);
    await api.close();
    for (const file of ['patchcord.sqlite', 'patchcord.sqlite-wal']) {
      let bytes = '';
      try {
        bytes = readFileSync(join(folder, file), 'latin1');
      } catch {
        // The log is gone once the database was closed.
      }
      expect(bytes).not.toContain(secret);
    }
    await start();
  });

  it.each(['CreateNewKey', 'CreateApplication', 'ListApplication', 'ListKey'])(
    'says what went wrong at %s, and is finished by the next click',
    async (match) => {
      for (const status of [400, 401, 404, 429, 500, 503]) {
        twilio.fail({ match, times: 2, with: status });
        const answer = await setUp();
        twilio.heal();
        expect([status, answer.status], match).toEqual([status, status === 404 ? 404 : 502]);
        expect(answer.body.error.message).toContain(String(status));
        expect((await view()).ready).toBe(false);
        expect(apps().length).toBe(0);
        expect(keys().length).toBeLessThanOrEqual(1);
      }
      expect((await setUp()).status).toBe(200);
      expect([keys().length, apps().length]).toEqual([1, 1]);
    },
  );

  it('finds an app whose answer was lost, in the same breath', async () => {
    twilio.fail({ match: 'CreateApplication', times: 1, with: 'lose answer' });
    expect((await setUp()).body).toMatchObject({ ready: true });
    expect(apps().length).toBe(1);
  });

  it('leaves no second key after an answer that was lost and a restart', async () => {
    twilio.fail({ match: 'CreateNewKey', times: 1, with: 'lose answer' });
    expect((await setUp()).status).toBe(502);
    expect(keys().length).toBe(1);
    await restart();
    expect((await setUp()).body.ready).toBe(true);
    expect([keys().length, apps().length]).toEqual([1, 1]);
    verified((await token()).body.token, String(keys()[0]?.secret));
  });

  it('leaves no second app where the server was killed before it noted the first', async () => {
    await setUp();
    const noted = JSON.parse((await api.store.settings.get('softphone')) ?? '');
    await api.store.settings.set('softphone', JSON.stringify({ ...noted, application: null }));
    await restart();
    expect((await setUp()).body.ready).toBe(true);
    expect([apps().length, posts('CreateApplication')]).toEqual([1, 1]);
  });

  it.each(['CreateNewKey', 'CreateApplication'])(
    'makes nothing twice when the connection broke before: %s',
    async (match) => {
      twilio.fail({ match, times: 1, with: 'hang up' });
      expect((await setUp()).status).toBe(502);
      expect((await setUp()).body.ready).toBe(true);
      expect([keys().length, apps().length]).toEqual([1, 1]);
    },
  );

  it('makes a new key where the old one was removed in the console', async () => {
    await setUp();
    twilio.state.keys.clear();
    await setUp();
    expect(keys().length).toBe(1);
    verified((await token()).body.token, String(keys()[0]?.secret));
  });

  it('is refused while something is missing, with the next step', async () => {
    await api.ask('DELETE', '/settings/twilio');
    expect((await view()).missing.map(({ code }) => code)).toEqual(['no-credentials']);
    expect(await setUp()).toMatchObject({ status: 409, body: { error: { code: 'no-credentials' } } });
    const body = { accountSid: ACCOUNT, apiKeySid: KEY.sid, apiKeySecret: KEY.secret };
    await api.ask('PUT', '/settings/twilio', { body });
    expect((await view()).missing.map(({ code }) => code)).toEqual(['no-auth-token']);
    await restart({ PUBLIC_BASE_URL: '' });
    expect((await view()).missing.map(({ code }) => code)).toEqual(['no-public-url']);
    expect((await token()).body.error.code).toBe('no-public-url');
    expect(twilio.requests).toEqual([]);
  });
});

describe('a token', () => {
  it('lets its bearer call our app and be called, for an hour at most', async () => {
    await setUp();
    const before = Math.floor(Date.now() / 1000);
    const { status, body } = await token('alice');
    expect(status).toBe(201);
    const given = softphoneTokenSchema.parse(body);
    const { header, payload } = verified(given.token, String(keys()[0]?.secret));
    expect(header).toMatchObject({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
    expect(payload).toMatchObject({
      iss: keys()[0]?.sid,
      sub: ACCOUNT,
      grants: {
        identity: 'alice',
        voice: { incoming: { allow: true }, outgoing: { application_sid: apps()[0]?.sid } },
      },
    });
    const { exp, iat } = payload as { exp: number; iat: number };
    expect(exp - iat).toBe(3600);
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(given.expiresAt).toBe(exp * 1000);
    expect((await view()).identities).toMatchObject([{ identity: 'alice' }]);
  });

  it.each([
    ['', 'Give the phone a name'],
    ['a b', 'a space'],
    ['a<b>', '“<”'],
    ['jürgen', '“ü”'],
    ['x'.repeat(122), '122 characters'],
    ['a\nb', 'letters, digits'],
  ])('is refused for the name %j', async (identity, words) => {
    await setUp();
    const answer = await token(identity);
    expect(answer.status).toBe(400);
    expect(answer.body.error.problems).toMatchObject([{ path: '$.identity', message: expect.stringContaining(words) }]);
    expect((await view()).identities).toEqual([]);
  });

  it.each(['x'.repeat(121), 'front-desk', 'user@example.com', '_', '42'])(
    'is given for the name %j',
    async (identity) => {
      await setUp();
      expect((await token(identity)).status).toBe(201);
    },
  );

  it('is refused for anything that is no name, and before the phone is set up', async () => {
    for (const body of [{}, { identity: 7 }, { identity: ['a'] }, { identity: 'a', ttl: 86_400 }, null]) {
      expect((await api.ask('POST', '/softphone/token', { body })).status).toBe(400);
    }
    expect(await token()).toMatchObject({ status: 409, body: { error: { code: 'not-set-up' } } });
  });

  it('puts right an app that was changed in the console, and makes a removed one again', async () => {
    await setUp();
    const [app] = apps();
    Object.assign(app!, { voice_url: 'https://elsewhere.example.com/', voice_method: 'GET' });
    await token();
    expect(apps()).toMatchObject([{ sid: app?.sid, voice_url: `${BASE}/voice/_client`, voice_method: 'POST' }]);
    twilio.state.applications.delete(app!.sid);
    api.later(60_000);
    const { body } = await token();
    expect(apps().length).toBe(1);
    const { payload } = verified(body.token, String(keys()[0]?.secret));
    expect(payload).toMatchObject({ grants: { voice: { outgoing: { application_sid: apps()[0]?.sid } } } });
  });

  it('is given while Twilio does not answer, as long as the app was right when it was last seen', async () => {
    await setUp();
    twilio.fail({ match: /Applications/, with: 'hang up' });
    expect((await token()).status).toBe(201);
    expect(api.lines.join()).toContain('could not be asked');
    twilio.heal();
    twilio.fail({ match: /Applications/, with: 401 });
    api.later(60_000);
    expect(await token()).toMatchObject({ status: 502, body: { error: { code: 'twilio-refused-credentials' } } });
  });

  it.each([undefined, 'hang up'] as const)(
    'asks Twilio about the app once a minute for all phones, also while it says %s',
    async (failure) => {
      await setUp();
      if (failure) twilio.fail({ match: /Applications/, with: failure });
      const before = twilio.requests.length;
      const names = ['alice', 'bob', 'carol'];
      const given = await Promise.all(names.map((name) => token(name)));
      expect(given.map(({ status }) => status)).toEqual([201, 201, 201]);
      api.later(40_000);
      await token();
      expect(twilio.requests.length).toBe(before + 1);
      api.later(20_000);
      await token();
      expect(twilio.requests.length).toBe(before + 2);
    },
  );

  it('asks about the app at once where the public address or the app is another', async () => {
    await restart({ PUBLIC_BASE_URL: '' });
    await api.ask('PUT', '/settings/public-url', { body: { url: 'https://one.example.com' } });
    await setUp();
    await token();
    twilio.fail({ match: /Applications/, with: 500 });
    await api.ask('PUT', '/settings/public-url', { body: { url: 'https://two.example.com' } });
    expect((await token()).status).toBe(502);
    twilio.heal();
    await api.ask('DELETE', '/softphone');
    await setUp();
    const before = twilio.requests.length;
    expect((await token()).status).toBe(201);
    expect(twilio.requests.length).toBe(before + 1);
  });

  it('is not given once the phone was removed', async () => {
    await setUp();
    await token();
    await api.ask('DELETE', '/softphone');
    expect((await token()).status).toBe(409);
  });
});

describe('the public address', () => {
  it('is followed when it changes in Settings', async () => {
    await restart({ PUBLIC_BASE_URL: '' });
    await api.ask('PUT', '/settings/public-url', { body: { url: 'https://one.example.com' } });
    await setUp();
    await api.ask('PUT', '/settings/public-url', { body: { url: 'https://two.example.com/x' } });
    await vi.waitFor(async () => expect((await view()).application?.current).toBe(true));
    expect(apps()).toMatchObject([{ voice_url: 'https://two.example.com/x/voice/_client' }]);
  });

  it('is followed when it changed while the server was down', async () => {
    await setUp();
    await restart({ PUBLIC_BASE_URL: 'https://moved.example.com' });
    await vi.waitFor(async () => expect((await view()).application?.current).toBe(true));
    expect(apps()).toMatchObject([{ voice_url: 'https://moved.example.com/voice/_client' }]);
  });

  it('is said to be a former one until Twilio answers again, and no token leads there', async () => {
    await setUp();
    twilio.fail({ match: /Applications/, with: 500 });
    await restart({ PUBLIC_BASE_URL: 'https://moved.example.com' });
    expect((await token()).status).toBe(502);
    expect((await view()).application).toMatchObject({ current: false, voiceUrl: `${BASE}/voice/_client` });
    twilio.heal();
    expect((await token()).status).toBe(201);
    expect((await view()).application?.current).toBe(true);
  });
});

describe('removing', () => {
  it('takes back what was made and nothing else', async () => {
    await setUp();
    const { status, body } = await api.ask('DELETE', '/softphone');
    expect(status).toBe(200);
    expect(body).toMatchObject({ ready: false, key: null, application: null });
    expect([keys().length, apps().length, twilio.state.applications.size]).toEqual([0, 0, 1]);
    expect((await api.ask('DELETE', '/softphone')).status).toBe(200);
  });

  it.each(['DeleteApplication', 'DeleteKey'])('goes on where it broke off: %s', async (match) => {
    await setUp();
    twilio.fail({ match, times: 1, with: 500 });
    expect((await api.ask('DELETE', '/softphone')).status).toBe(502);
    twilio.fail({ match, times: 1, with: 'lose answer' });
    await api.ask('DELETE', '/softphone');
    expect((await api.ask('DELETE', '/softphone')).status).toBe(200);
    expect([keys().length, apps().length]).toEqual([0, 0]);
  });

  it('comes with Forget, and with credentials of another account', async () => {
    await setUp();
    expect((await api.ask('DELETE', '/settings/twilio')).body.left).toBeUndefined();
    expect([keys().length, apps().length]).toEqual([0, 0]);
    await api.ask('PUT', '/settings/twilio', { body: CREDENTIALS });
    await setUp();
    await api.ask('PUT', '/settings/twilio', { body: { ...CREDENTIALS, authToken: AUTH_TOKEN } });
    expect([keys().length, apps().length]).toEqual([1, 1]);
    const other = { accountSid: `AC${'8'.repeat(32)}`, authToken: 'token-of-another' };
    await api.ask('PUT', '/settings/twilio', { body: other });
    expect([keys().length, apps().length]).toEqual([0, 0]);
    expect((await view()).missing.map(({ code }) => code)).toEqual(['not-set-up']);
  });

  it('does not keep anybody from forgetting the credentials, and says what is left', async () => {
    await setUp();
    const name = (await view()).application?.friendlyName ?? 'none';
    twilio.fail({ match: /./, with: 'hang up' });
    const { status, body } = await api.ask('DELETE', '/settings/twilio');
    expect([status, body.configured]).toEqual([200, false]);
    expect(body.left).toContain(name);
    expect(await api.store.settings.get('phone-key')).toBeUndefined();
  });
});

describe('removing with the credentials', () => {
  it('never fails, also where what is remembered cannot be read or forgotten', async () => {
    const shelf = new Map([['softphone', '{']]);
    const desk = createSoftphoneDesk({
      store: {
        get: async (name: string) => shelf.get(name),
        remove: () => Promise.reject(new Error('The disk is full.')),
      },
      settings: {
        credentials: () => ({ ...CREDENTIALS, source: 'settings', apiKeySid: null, apiKeySecret: null }),
        publicUrl: () => ({ url: BASE, source: 'settings' }),
        setPhoneKey: async () => void shelf.set('phone-key', 'forgotten'),
      },
      log: createLog('error', { write: (line: string) => shelf.set('log', line) }),
    } as unknown as SoftphoneDeps);
    expect(await desk.retire()).toContain('could not be removed at Twilio');
    expect(shelf.get('log')).toContain('The disk is full.');
    expect(shelf.get('phone-key')).toBe('forgotten');
  });
});

describe('what it may call', () => {
  it('is flows only at first, and numbers with a number to show', async () => {
    expect((await view()).dialling).toEqual({ outside: false, callerId: null });
    const set = (body: object) => api.ask('PUT', '/softphone/dialling', { body });
    for (const wrong of [
      { outside: true, callerId: null },
      { outside: true, callerId: '911' },
      { outside: 'yes', callerId: null },
      {},
    ]) {
      expect((await set(wrong)).status).toBe(400);
    }
    expect((await set({ outside: true, callerId: '+15550100199' })).body.dialling.outside).toBe(true);
    await restart();
    expect((await view()).dialling).toEqual({ outside: true, callerId: '+15550100199' });
  });
});

describe('names of phones', () => {
  it('are kept, latest first, until they are forgotten', async () => {
    await setUp();
    await token('alice');
    api.later(1000);
    await token('bob');
    expect((await view()).identities.map(({ identity }) => identity)).toEqual(['bob', 'alice']);
    expect((await api.ask('DELETE', '/softphone/phones/bob')).status).toBe(204);
    expect((await api.ask('DELETE', '/softphone/phones/bob')).status).toBe(404);
    expect((await view()).identities.map(({ identity }) => identity)).toEqual(['alice']);
  });
});

describe('the page of the phone', () => {
  it('may speak with Twilio, and no other page may', async () => {
    const policy = async (path: string) => (await api.plain(path)).headers.get('content-security-policy') ?? '';
    const own = await policy('/softphone');
    expect(own).toContain("connect-src 'self' wss://*.twilio.com https://*.twilio.com;");
    expect(own).toContain("script-src 'self' 'wasm-unsafe-eval';");
    for (const path of ['/', '/settings', '/flows/main', '/softphones', '/api/v1/softphone']) {
      expect(await policy(path)).toContain("connect-src 'self';");
    }
  });
});
