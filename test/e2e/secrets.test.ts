import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_PAGES } from '../../client/state/route.ts';
import type { ApiRoute } from '../../shared/api/route.ts';
import { apiRoutes } from '../../shared/api/routes.ts';
import { ACCOUNT, sidAt } from '../twilio-api/makers.ts';
import { type AccountUnderTest, startAccount } from './support/account.ts';
import { stateOf } from './support/page-state.ts';
import { filesBelow, findLeaks, formsOf, type Place } from './support/secrets.ts';

/** Nothing else is called like these, and every way of writing them down changes them. */
const SECRETS = { 'auth token': 'cAnary/auth+token="27"&é~?', 'API key secret': 'cAnary/key+secret=<81>&ü~?' };
const KEY = `SK${'4'.repeat(32)}`;
const number = sidAt('PN', 1);

let account: AccountUnderTest;
let context: BrowserContext;
/** All that the browser was answered. */
const answers: Promise<Place>[] = [];

beforeAll(async () => {
  const noCredentials = { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined };
  account = await startAccount({
    authToken: SECRETS['auth token'],
    apiKeys: [{ sid: KEY, secret: SECRETS['API key secret'] }],
    env: { ...noCredentials, LOG_LEVEL: 'trace' },
  });
});

afterAll(() => account?.stop());

describe('secrets entered in Settings', () => {
  it('are used: with them the numbers are read, published to, called and put back', async () => {
    const page = await account.open('/settings');
    context = page.context();
    context.on('response', (response) => {
      answers.push(
        response.body().then(
          (body) => [`answer of ${response.url()}`, Buffer.concat([headersOf(response.headers()), body])] as const,
          // A redirect has no body.
          () => [`headers of ${response.url()}`, headersOf(response.headers())] as const,
        ),
      );
    });
    await refusedForms(page);
    await page.getByLabel('Account SID').fill(ACCOUNT);
    await page.getByLabel('Auth token').fill(SECRETS['auth token']);
    await page.getByLabel('API key SID').fill(KEY);
    await page.getByLabel('API key secret').fill(SECRETS['API key secret']);
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('Saved, encrypted.').waitFor();

    const published = await account.api('POST', '/flows/front-desk/publish', {}, { 'if-match': '"r1"' });
    expect(published.status).toBe(201);
    const choice = { numbers: [{ sid: number, voice: true, messaging: false }] };
    expect((await account.api('POST', '/numbers/publish', { flow: 'front-desk', ...choice })).status).toBe(200);
    expect((await account.ring(number, '--press', '3', '--hangup')).heard).toContain('Thank you for calling');
    await troubleAtTwilio();
    expect((await account.api('POST', '/numbers/release', choice)).status).toBe(200);
  });

  it('are nowhere: not in what it prints and logs, answers, keeps on disk or holds in a page', async () => {
    const pages = await everyPage();
    const places: Place[] = [
      ['the output', account.server.output()],
      ...(await Promise.all(answers)),
      ...(await everyGetRoute()),
      ...pages,
      ...filesBelow(account.server.dataDir),
    ];
    // What lies in the write-ahead log when nobody tidied up.
    await account.server.kill();
    places.push(...filesBelow(account.server.dataDir));
    const names = places.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['patchcord.sqlite', 'patchcord.sqlite-wal', 'heap of /settings']));
    expect(findLeaks(SECRETS, places)).toEqual([]);
  });
});

describe('the search', () => {
  it('finds a secret in every form and place', async () => {
    const secret = { it: SECRETS['auth token'] };
    const folder = mkdtempSync(join(tmpdir(), 'patchcord-secrets-'));
    for (const [form, bytes] of formsOf(secret.it)) {
      writeFileSync(join(folder, 'planted'), Buffer.concat([Buffer.from('a'), bytes, Buffer.from('b')]));
      const forms = findLeaks(secret, filesBelow(folder)).map((leak) => leak.form);
      expect(forms, form).toContain(form);
    }
    rmSync(folder, { recursive: true });
    for (const before of ['', 'a', 'ab']) {
      const header = Buffer.from(`${before}${secret.it}:after`).toString('base64');
      expect(findLeaks(secret, [['header', header]]).length, `behind ${before.length} bytes`).toBeGreaterThan(0);
    }

    const page = await account.browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<input id="in">' }));
    await page.goto('http://planted.example.com/');
    await page.evaluate(plant, secret.it);
    const found = new Set(findLeaks(secret, await stateOf(page, 'here')).map(({ place }) => place));
    expect(found).toEqual(
      new Set(['DOM of here', 'localStorage of here', 'sessionStorage of here', 'IndexedDB of here', 'heap of here']),
    );
    await page.close();
  });
});

/** Puts a text wherever a page can keep one. */
async function plant(text: string): Promise<void> {
  localStorage.setItem('a', text);
  sessionStorage.setItem('a', text);
  (document.querySelector('input') as HTMLInputElement).value = text;
  Object.assign(window, { kept: { deep: [`${text}!`] } });
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('db', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows').put({ text }, 1);
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
}

/** Forms that are refused: what was wrong is told without what was typed. */
async function refusedForms(page: Page): Promise<void> {
  const { 'auth token': authToken, 'API key secret': apiKeySecret } = SECRETS;
  for (const body of [
    { accountSid: authToken, authToken },
    { accountSid: ACCOUNT, apiKeySid: apiKeySecret, apiKeySecret },
    { accountSid: ACCOUNT, authToken, apiKeySecret },
    { accountSid: ACCOUNT, authToken: { wrong: authToken } },
    { accountSid: ACCOUNT, [authToken]: 1 },
  ]) {
    const status = await page.evaluate(async (text) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/v1/settings/twilio', { method: 'PUT', headers, body: text });
      // Unread, its body would never be told.
      await answer.text();
      return answer.status;
    }, JSON.stringify(body));
    expect(status).toBe(400);
  }
}

/** Errors of the REST client hold the request with its Authorization header: they must be told without it. */
async function troubleAtTwilio(): Promise<void> {
  for (const failure of [401, 404, 429, 500, 'hang up'] as const) {
    account.twilio.fail({ match: /./, with: failure });
    expect((await account.api('GET', '/numbers')).status).toBeGreaterThanOrEqual(400);
    account.twilio.heal();
  }
}

/** What every route that only reads answers, whoever added it. */
async function everyGetRoute(): Promise<Place[]> {
  const { body } = await account.api('GET', '/calls');
  const operations = await account.api('GET', '/numbers/operations');
  const known: Readonly<Record<string, string>> = {
    '/flows/:id': 'front-desk',
    '/flows/:id/:version': '1',
    '/calls/:sid': body.calls[0].sid,
    '/numbers/operations/:id': operations.body.operations[0]?.id ?? 'none',
  };
  const routes: readonly ApiRoute[] = Object.values(apiRoutes);
  const paths = routes.filter(({ method }) => method === 'get').map(({ path }) => filled(path, known));
  expect(paths).toContain('/settings/twilio');
  const { url, token } = account.server;
  return Promise.all(
    paths.map(async (path): Promise<Place> => {
      const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
      const headers = headersOf(Object.fromEntries(answer.headers));
      return [`answer of ${path}`, Buffer.concat([headers, Buffer.from(await answer.arrayBuffer())])];
    }),
  );
}

/** A route's path with something that exists in place of each parameter. */
function filled(path: string, known: Readonly<Record<string, string>>): string {
  return path.replace(/^(.*?)\/:(\w+)(?:(.*)\/:(\w+))?/, (_, head, name, middle = '', second) => {
    const value = known[`${head}/:${name}`] ?? 'unknown';
    return `${head}/${value}${middle}${second === undefined ? '' : `/${known[`${head}/:${name}/:${second}`] ?? 'unknown'}`}`;
  });
}

/** What every page holds after it has been looked at, beginning with the one the secrets were typed in. */
async function everyPage(): Promise<Place[]> {
  const [page] = context.pages() as [Page];
  const places: Place[] = await stateOf(page, '/settings');
  for (const path of [...DESK_PAGES.map((one) => `/${one.page}`), '/flows/front-desk']) {
    await page.goto(account.server.url + path);
    await page.waitForLoadState('networkidle');
    places.push(...(await stateOf(page, `${path}, opened again`)));
  }
  return places;
}

function headersOf(headers: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(JSON.stringify(headers));
}
