import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, AUTH_TOKEN } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { Signalling } from './support/signalling.ts';

/** Microphones that are none, and no way to the real Twilio. A headless browser has nobody to ask for leave. */
const FLAGS = [
  '--use-fake-device-for-media-stream',
  '--host-resolver-rules=MAP phone.test 127.0.0.1, MAP *.twilio.com ~NOTFOUND',
];
const ALLOW = '--use-fake-ui-for-media-stream';
const DENY = `${ALLOW}=deny`;

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;
let signalling: Signalling;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  twilio = await startTwilioApi();
  server = await startServer({
    env: { TWILIO_API_URL: twilio.url, TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
  });
  server.twilio = { accountSid: ACCOUNT, authToken: AUTH_TOKEN };
  browser = await launchBrowser([...FLAGS, ALLOW]);
  loggedIn = await logIn(browser, server);
  await api('POST', '/flows', { document: office });
  await api('POST', '/flows/office-line/publish', {}, { 'if-match': '"r1"' });
  await api('POST', '/softphone/setup');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});
beforeEach(async () => {
  signalling = new Signalling(twilio, server);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: loggedIn });
  context.setDefaultTimeout(20_000);
});
afterEach(() => context.close());

const office = {
  version: 1,
  name: 'Office line',
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
    menu: {
      type: 'gather',
      props: { prompts: [{ say: 'Press 1.' }] },
      exits: { input: 'bye', noInput: 'bye' },
    },
    bye: { type: 'say', props: { prompts: [{ say: 'Goodbye.' }] }, exits: {} },
  },
  layout: { start: [0, 0], menu: [320, 0], bye: [640, 0] },
};

async function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = answer.status === 204 ? undefined : await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
  return json;
}

/** Opens the page, with the stand-in between it and Twilio. */
async function openPhone(): Promise<void> {
  await signalling.attach(context);
  page = await context.newPage();
  await page.goto(`${server.url}/softphone`);
}

async function goOnline(name = 'alice'): Promise<void> {
  await page.getByLabel('Name of this phone').fill(name);
  await page.getByRole('button', { name: 'Go online' }).click();
}

const ready = () => page.getByText('Ready as').waitFor();
const status = (text: string | RegExp) => page.getByText(text).first().waitFor();
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the phone', () => {
  it('is set up on a click, goes online under its name and offline again', async () => {
    await api('DELETE', '/softphone');
    await openPhone();
    await page.getByRole('heading', { name: 'Set up the phone' }).waitFor();
    await button('Set up').click();
    await goOnline('not a name');
    await status('The name holds a space');
    await goOnline('alice');
    await ready();
    expect(await page.getByText('client:alice').count()).toBe(1);
    expect(signalling.said.map(({ type }) => type)).toEqual(['listen', 'register']);
    await page.getByRole('list', { name: 'Phones that were used' }).getByText('this phone').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await button('Go offline').click();
    await page.getByRole('button', { name: 'Go online' }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Name of this phone').inputValue()).toBe('alice');
  });

  it('calls a flow through the webhook, sends keys, mutes, and ends', async () => {
    await openPhone();
    await goOnline();
    await ready();
    await page.getByLabel('Flow', { exact: true }).selectOption('office-line');
    await button('Call').click();
    await page.getByText(/^0:0\d$/).waitFor();
    const [asked] = signalling.asked;
    expect(asked).toMatchObject({ status: 200, parameters: { flow: 'office-line', From: 'client:alice' } });
    expect(asked?.text).toContain('Press 1.');
    const { calls } = await api('GET', '/calls');
    expect(calls[0]).toMatchObject({
      sid: asked?.parameters.CallSid,
      flow: 'office-line',
      from: 'client:alice',
      version: 1,
    });
    await page.getByText(String(asked?.parameters.CallSid)).waitFor();
    await button('1').click();
    await page.keyboard.press('5');
    await page.getByLabel('Keys pressed').getByText('15').waitFor();
    await button('Mute').click();
    await button('Unmute').waitFor();
    const hungUp = signalling.next('hangup');
    await button('Hang up').click();
    expect((await hungUp).callsid).toBe(asked?.parameters.CallSid);
    await status('You hung up.');
  });

  it('calls the draft when asked to, and says beforehand that it has errors', async () => {
    const broken = {
      ...office,
      name: 'Broken',
      blocks: { ...office.blocks, start: { ...office.blocks.start, exits: {} } },
    };
    await api('POST', '/flows', { document: broken });
    await openPhone();
    await goOnline();
    await ready();
    await page.getByLabel('Flow', { exact: true }).selectOption('broken');
    await button('Call').click();
    await status(/The draft of “Broken” cannot be called/);
    expect(signalling.asked).toEqual([]);
    await page.getByLabel('Flow', { exact: true }).selectOption('office-line');
    await page.getByLabel('The draft').check();
    await button('Call').click();
    await page.getByText(/^0:0\d$/).waitFor();
    expect(signalling.asked[0]?.parameters).toMatchObject({ flow: 'office-line', draft: 'yes' });
    const { calls } = await api('GET', '/calls');
    expect(calls[0]).toMatchObject({ flow: 'office-line', version: -1 });
    await button('Hang up').click();
  });

  it('rings, shows who calls and what was handed over, and declines', async () => {
    await openPhone();
    await goOnline();
    await ready();
    const rejected = signalling.next('reject');
    const sid = await signalling.ring('+15550100199', { ticket: '42' });
    const card = page.getByRole('alertdialog');
    await card.getByText('+1 555 010 0199').waitFor();
    expect(await card.textContent()).toContain('ticket42');
    expect(await page.title()).toContain('Call from');
    await card.getByRole('button', { name: 'Decline' }).click();
    expect((await rejected).callsid).toBe(sid);
    await status('You declined the call.');
    await ready();
  });

  it('answers, and says when the caller hangs up, before or after', async () => {
    await openPhone();
    await goOnline();
    await ready();
    const missed = await signalling.ring('client:bob');
    await page.getByRole('alertdialog').getByText('bob').waitFor();
    signalling.send('cancel', { callsid: missed });
    await status('The caller hung up before you answered.');
    const answered = signalling.next('answer');
    const sid = await signalling.ring('client:bob');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Answer' }).click();
    await signalling.connect(await answered);
    await page.getByText(/^0:0\d$/).waitFor();
    signalling.send('hangup', { callsid: sid });
    await status(/The call has ended\. It lasted 0:0\d\./);
  });

  it('lets a second call wait while one rings, and takes it once the line is free', async () => {
    await openPhone();
    await goOnline();
    await ready();
    const card = page.getByRole('alertdialog');
    const first = await signalling.ring('client:bob');
    await card.getByText('bob').waitFor();
    const second = await signalling.ring('client:carol');
    const rejections = [signalling.next('reject'), signalling.next('reject')];
    await card.getByRole('button', { name: 'Decline' }).click();
    expect((await rejections[0])?.callsid).toBe(first);
    await card.getByText('carol').waitFor();
    await card.getByRole('button', { name: 'Decline' }).click();
    expect((await rejections[1])?.callsid).toBe(second);
    await status('You declined the call.');
  });
});

describe('the line', () => {
  it('gets a new token before the old one ends, without a break', async () => {
    await openPhone();
    signalling.ttl = 60;
    const tokens = () => signalling.said.filter(({ type }) => type === 'listen').map(({ payload }) => payload.token);
    const first = signalling.next('listen');
    await goOnline();
    await first;
    // The first is said to end in the minute in which the next is asked for.
    signalling.ttl = 3600;
    await signalling.next('listen');
    expect(tokens().length).toBeGreaterThan(1);
    await ready();
  });

  it('gets a new token when the old one has ended, and registers again', async () => {
    await openPhone();
    await goOnline();
    await ready();
    const renewed = signalling.next('listen');
    signalling.send('error', { error: { code: 31205, message: 'JWT expired' } });
    await renewed;
    await ready();
  });

  it('says that it is lost, and comes back by itself', async () => {
    await openPhone();
    await goOnline();
    await ready();
    const again = signalling.next('register');
    signalling.drop();
    await status('Connection lost');
    await again;
    await ready();
  });

  it('says that Twilio refuses the token, and what to check', async () => {
    await openPhone();
    signalling.refuse = { code: 31202, message: 'Signature validation failed' };
    await goOnline();
    await status('Twilio does not accept the token');
    await status('Twilio’s error 31202');
  });

  it('says that WebSockets are blocked where Twilio cannot be reached; its policy does not block them', async () => {
    page = await context.newPage();
    const blocked: string[] = [];
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && blocked.push(message.text()));
    await page.goto(`${server.url}/softphone`);
    await goOnline();
    await status('Twilio cannot be reached from this browser');
    await status('Going online as');
    expect(blocked).toEqual([]);
    await page.evaluate(() => new WebSocket('wss://voice-js.example.com/signal')).catch(() => undefined);
    await expect.poll(() => blocked.length).toBeGreaterThan(0);
  });
});

describe('what keeps a phone from working is said', () => {
  it('when the microphone is denied', async () => {
    const strict = await launchBrowser([...FLAGS, DENY]);
    try {
      const denied = await strict.newContext({ storageState: loggedIn });
      denied.setDefaultTimeout(20_000);
      await signalling.attach(denied);
      page = await denied.newPage();
      await page.goto(`${server.url}/softphone`);
      await goOnline();
      await status('The browser does not let this page use the microphone');
      await page.getByText('Offline').waitFor();
      expect(signalling.said).toEqual([]);
    } finally {
      await strict.close();
    }
  });

  it('when there is no microphone, and once there is one', async () => {
    await context.addInitScript(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      let plugged = false;
      Object.assign(window, {
        plugIn: () => {
          plugged = true;
        },
      });
      navigator.mediaDevices.getUserMedia = (wish) =>
        plugged ? real(wish) : Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    });
    await openPhone();
    await goOnline();
    await status('No microphone was found');
    await page.evaluate(() => (window as unknown as { plugIn(): void }).plugIn());
    await goOnline();
    await ready();
  });

  it('when the page was opened over http from elsewhere', async () => {
    const port = new URL(server.url).port;
    const cookies = loggedIn.cookies.map((cookie) => ({ ...cookie, domain: 'phone.test' }));
    await context.addCookies(cookies);
    page = await context.newPage();
    await page.goto(`http://phone.test:${port}/softphone`);
    await goOnline();
    await status('This page was opened over http');
  });

  it('when the browser has no WebRTC', async () => {
    await context.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
    await openPhone();
    await goOnline();
    await status('WebRTC is missing');
  });

  it('when the server does not answer, or gives no token', async () => {
    await openPhone();
    await page.route('**/api/v1/softphone/token', (route) => route.abort());
    await goOnline();
    await status('The server does not answer.');
    await page.unroute('**/api/v1/softphone/token');
    await api('DELETE', '/softphone');
    await goOnline();
    await status('Browser phones are not set up');
    await api('POST', '/softphone/setup');
  });

  it('when no account is set', async () => {
    const bare = await startServer({
      env: { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined, PUBLIC_BASE_URL: undefined },
    });
    try {
      const kept = await logIn(browser, bare);
      const other = await browser.newContext({ storageState: kept });
      page = await other.newPage();
      await page.goto(`${bare.url}/softphone`);
      await status('No Twilio account is set');
      await status('The public address is not set');
      await button('Open Settings').click();
      await page.getByRole('heading', { name: 'Settings' }).waitFor();
      await other.close();
    } finally {
      await bare.stop();
    }
  });
});

describe('the designer', () => {
  it('leads to the phone, with the flow chosen, and offers its name where a flow dials a client', async () => {
    await signalling.attach(context);
    const dialling = {
      ...office,
      name: 'Ring the desk',
      blocks: {
        start: { ...office.blocks.start, exits: { next: 'dial' } },
        dial: { type: 'dial', name: 'Desk', props: { targets: [{ kind: 'client', to: '' }] }, exits: {} },
      },
      layout: { start: [0, 0], dial: [320, 0] },
    };
    await api('POST', '/flows', { document: dialling });
    await api('POST', '/softphone/token', { identity: 'alice' });
    page = await context.newPage();
    await page.goto(`${server.url}/flows/ring-the-desk`);
    await page.locator('.react-flow__node').filter({ hasText: 'Desk' }).locator('.card-head').click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: 'alice' }).click();
    await expect.poll(() => page.getByLabel('Address of target 1').inputValue()).toBe('alice');
    await page.goto(`${server.url}/flows/office-line`);
    await page.getByRole('button', { name: 'Call' }).first().click();
    await page.getByRole('button', { name: 'Hang up', exact: true }).click();
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: /Call for real/ }).click();
    page = await opened;
    await goOnline();
    await ready();
    expect(await page.getByLabel('Flow', { exact: true }).inputValue()).toBe('office-line');
  });
});
