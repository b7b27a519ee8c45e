import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOGIN_LINK_MS } from '../../server/auth/access.ts';
import { createFailureBuckets, senderKey } from '../../server/auth/buckets.ts';
import { type ApiServer, startApi, TOKEN } from './support/server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const spend = (token: string, headers: Record<string, string> = {}) =>
  api.plain('/login', { method: 'POST', body: new URLSearchParams({ token }), headers });

async function logIn(): Promise<string> {
  const response = await spend(await api.access.newLoginToken());
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

describe('the one-time link', () => {
  it('gives a strict cookie once, and only the form spends it', async () => {
    const token = await api.access.newLoginToken();
    for (const method of ['HEAD', 'GET', 'GET']) {
      const page = await api.plain(`/login?token=${token}`, { method, headers: { purpose: 'prefetch' } });
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
      if (method === 'GET') expect(await page.text()).toContain(`value="${token}"`);
    }
    const first = await spend(token);
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(
      /^patchcord=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    const second = await spend(token);
    expect(second.status).toBe(401);
    expect(await second.text()).toContain('patchcord login');
  });

  it('lets one of two requests at once in', async () => {
    const token = await api.access.newLoginToken();
    const answers = await Promise.all([spend(token), spend(token), spend(token)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 401, 401]);
  });

  it('stops working after an hour and when a newer one is made', async () => {
    const old = await api.access.newLoginToken();
    await api.access.newLoginToken();
    expect((await spend(old)).status).toBe(401);
    const late = await api.access.newLoginToken();
    api.later(LOGIN_LINK_MS);
    expect((await spend(late)).status).toBe(401);
  });

  it('is stored as a hash only, and so is the cookie', async () => {
    const token = await api.access.newLoginToken();
    expect(await api.store.settings.get('login-link')).not.toContain(token);
  });

  it('cannot carry markup into the page', async () => {
    const page = await (await api.plain(`/login?token=${encodeURIComponent('"><script>alert(1)</script>')}`)).text();
    expect(page).not.toContain('<script>alert');
  });

  it('marks the cookie secure where people come by the public https address', async () => {
    await api.ask('PUT', '/settings/public-url', { body: { url: `https://${new URL(api.url).host}/` } });
    const response = await spend(await api.access.newLoginToken());
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/);
  });
});

describe('people', () => {
  it('see the designer once they are logged in, and how to get in before', async () => {
    const before = await api.plain('/');
    expect(await before.text()).toContain('npx patchcord login');
    const cookie = await logIn();
    for (const path of ['/', '/flows/small-office']) {
      const page = await api.plain(path, { headers: { cookie } });
      expect([page.headers.get('cache-control'), await page.text()]).toEqual([
        'no-store',
        expect.stringContaining('The designer'),
      ]);
    }
    expect(await (await api.plain('/api/v1/session', { headers: { cookie } })).json()).toEqual({ kind: 'person' });
  });

  it('log out for good', async () => {
    const cookie = await logIn();
    expect((await api.plain('/api/v1/logout', { method: 'POST', headers: { cookie } })).status).toBe(204);
    expect((await api.plain('/api/v1/session', { headers: { cookie } })).status).toBe(401);
  });

  it('are logged out after thirty days', async () => {
    const cookie = await logIn();
    api.later(31 * 24 * 3_600_000);
    expect((await api.plain('/api/v1/session', { headers: { cookie } })).status).toBe(401);
  });

  it('cannot be used by pages of other sites', async () => {
    const cookie = await logIn();
    const send = (headers: Record<string, string>) =>
      api.plain('/api/v1/flows', {
        method: 'POST',
        body: '{}',
        headers: { cookie, 'content-type': 'application/json', ...headers },
      });
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await send({ origin: 'https://evil.test' })).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ 'sec-fetch-site': 'same-origin', origin: api.url })).status).toBe(201);
    expect((await send({ origin: api.url })).status).toBe(201);
    expect((await spend(await api.access.newLoginToken(), { origin: 'https://evil.test' })).status).toBe(401);
  });
});

describe('machines', () => {
  it('use the token of the environment', async () => {
    expect((await api.ask('GET', '/session')).body).toEqual({ kind: 'machine' });
  });

  it('wait after five wrong tokens, whatever headers they send, and so do wrong links', async () => {
    const wrong = (at: number) =>
      api.plain('/api/v1/session', {
        headers: { authorization: `Bearer guess-${at}`, 'x-forwarded-for': `10.0.0.${at}` },
      });
    for (let at = 0; at < 5; at++) expect((await wrong(at)).status).toBe(401);
    const sixth = await wrong(6);
    expect([sixth.status, Number(sixth.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await api.ask('GET', '/session')).status).toBe(429);
    expect((await spend(await api.access.newLoginToken())).status).toBe(429);
    api.later(15 * 60_000);
    expect((await api.ask('GET', '/session')).status).toBe(200);
  });

  it('have a bucket for each address, and one for each IPv6 network', () => {
    expect(senderKey('::ffff:1.2.3.4')).not.toBe(senderKey('::ffff:1.2.3.5'));
    expect(senderKey('::ffff:1.2.3.4')).toBe(senderKey('1.2.3.4'));
    expect(senderKey('2001:db8:1:2::1')).toBe(senderKey('2001:0db8:1:2:ffff::9'));
    expect(senderKey('2001:db8:1:3::1')).not.toBe(senderKey('2001:db8:1:2::1'));
    expect(senderKey('::1')).toBe('0:0:0:0');
    const buckets = createFailureBuckets(1, 1000, () => 0);
    buckets.fail('::ffff:1.2.3.4');
    expect([buckets.wait('::ffff:1.2.3.4'), buckets.wait('::ffff:1.2.3.5')]).toEqual([1, 0]);
  });
});

describe('every answer', () => {
  it('forbids inline scripts and framing, and asks nobody to upgrade plain http', async () => {
    const policy = (await api.plain('/')).headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it('lets browsers keep hashed files, and nothing of the API', async () => {
    const asset = await api.plain('/assets/index-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await api.plain('/assets/none.js')).status).toBe(404);
    expect((await api.plain('/none.png')).status).toBe(404);
    expect((await api.ask('GET', '/setup')).headers.get('cache-control')).toBe('no-store');
    expect((await api.plain('/assets/..%2f..%2fsecret.key')).status).not.toBe(200);
  });

  it('keeps the token out of the log', async () => {
    await api.plain('/api/v1/flows/%E0%A4%A', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(api.lines.join('')).not.toContain(TOKEN);
  });
});
