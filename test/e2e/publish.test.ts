import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../cli/support/run.ts';
import { ACCOUNT, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const TOKEN = 'auth-token-of-the-publish-test';
const STUDIO = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT}/Flows/FW${'0123abcd'.repeat(4)}`;
const [main, second, third] = [sidAt('PN', 1), sidAt('PN', 2), sidAt('PN', 3)];

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  twilio = await startTwilioApi({
    authToken: TOKEN,
    state: {
      incoming_phone_numbers: bySid(
        restNumber(1, {
          friendly_name: 'Main line',
          voice_url: STUDIO,
          voice_method: 'GET',
          voice_fallback_url: 'https://old.example.com/fallback?a=1&b=ü',
          status_callback: 'https://old.example.com/status',
          status_callback_method: 'GET',
          sms_url: 'https://old.example.com/sms',
        }),
        restNumber(2),
        restNumber(3, { capabilities: { voice: false, sms: true, mms: false, fax: false } }),
      ),
    },
  });
  server = await startServer({
    env: { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined, TWILIO_API_URL: twilio.url },
  });
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

/** A number as Twilio has it, without the time of its last change. */
function atTwilio(sid: string) {
  const number: Record<string, unknown> = structuredClone(twilio.state.incoming_phone_numbers.get(sid) ?? {});
  delete number.date_updated;
  return number;
}

/** Calls a number over HTTP as Twilio does: whatever answers it now is asked, signed with the account's token. */
async function ring(sid: string, ...caller: string[]) {
  const { voice_url, voice_method, phone_number } = atTwilio(sid);
  const how = ['--method', String(voice_method), '--to', String(phone_number), '--auth-token', TOKEN];
  const { code, out } = await run('call', String(voice_url), ...how, '--account-sid', ACCOUNT, '--json', ...caller);
  return { code, heard: JSON.stringify(JSON.parse(out).transcript) };
}

const publishDialog = (page: Page) => page.getByRole('dialog', { name: 'Publish' });
const item = (page: Page, phone: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: phone }) });

async function openPublish(page: Page) {
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  return publishDialog(page);
}

describe('a number', () => {
  const before = {} as Record<string, ReturnType<typeof atTwilio>>;

  it('is not to be had without credentials: the page says what is missing, and Settings takes it', async () => {
    for (const sid of [main, second, third]) before[sid] = atTwilio(sid);
    const page = await open('/numbers');
    await page.getByRole('heading', { name: 'No Twilio account yet' }).waitFor();
    await page.getByRole('button', { name: 'Open Settings' }).click();
    await page.getByLabel('Account SID').fill(ACCOUNT);
    await page.getByLabel('Auth token').fill(TOKEN);
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('Saved, encrypted.').waitFor();
    await page.getByRole('link', { name: 'Numbers' }).click();
    const line = item(page, '+1 555 010 0101');
    await line.getByText('Studio flow FW0123…abcd').waitFor();
    await line.getByText('old.example.com/sms').waitFor();
    await line.getByText('Main line').waitFor();
    expect(await item(page, '+1 555 010 0103').getByText('not possible').count()).toBe(1);
    await page.context().close();
  });

  it('is published to with one button that says before what will change, and callers hear the flow', async () => {
    const page = await open('/flows/front-desk');
    const dialog = await openPublish(page);
    await dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' }).check();
    const changes = dialog.getByRole('region', { name: 'What changes' });
    await changes.getByText(/answers calls with Studio flow FW0123…abcd now/).waitFor();
    await changes.getByText('Front desk, version 1').waitFor();
    expect(atTwilio(main)).toEqual(before[main]);
    await dialog.getByRole('button', { name: 'Publish version 1 to 1 number' }).click();
    await dialog.getByText('Version 1 is live.').waitFor();
    await dialog.getByText('calls go to “Front desk” now').waitFor();
    expect(atTwilio(main)).toMatchObject({ voice_url: `${server.url}/voice/front-desk`, voice_method: 'POST' });
    expect(atTwilio(main).sms_url).toBe('https://old.example.com/sms');
    expect(atTwilio(second)).toEqual(before[second]);

    const call = await ring(main, '--press', '3', '--hangup');
    expect(call.code).toBe(0);
    expect(call.heard).toContain('Thank you for calling');
    await page.context().close();
  });

  it('is put back exactly as it was, after the page has told what will be restored', async () => {
    const page = await open('/numbers');
    const line = item(page, '+1 555 010 0101');
    await line.getByRole('link', { name: 'Front desk' }).waitFor();
    await line.getByRole('button', { name: 'Put back calls to' }).click();
    const panel = line.getByRole('region', { name: 'Put back calls to' });
    await panel.getByText('will be answered by Studio flow FW0123…abcd again').waitFor();
    await panel.getByText(`GET ${STUDIO}`).waitFor();
    await panel.getByText('https://old.example.com/fallback?a=1&b=ü').waitFor();
    expect(atTwilio(main)).not.toEqual(before[main]);
    await panel.getByRole('button', { name: 'Put back' }).click();
    await line.getByText('Put back as it was before.').waitFor();
    expect(atTwilio(main)).toEqual(before[main]);
    await page.context().close();
  });

  it('can be put back where it was published, without leaving', async () => {
    const page = await open('/flows/front-desk');
    const dialog = await openPublish(page);
    for (const phone of ['0101', '0102'])
      await dialog.getByRole('checkbox', { name: `Calls to +1 555 010 ${phone}` }).check();
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog.getByText('calls go to “Front desk” now').nth(1).waitFor();
    expect(atTwilio(second).voice_url).toBe(`${server.url}/voice/front-desk`);
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0102' }).click();
    await dialog.getByText('is as it was before').waitFor();
    expect([atTwilio(second), atTwilio(main).voice_url]).toEqual([before[second], `${server.url}/voice/front-desk`]);
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0101' }).click();
    await dialog.getByText('is as it was before').nth(1).waitFor();
    expect(atTwilio(main)).toEqual(before[main]);
    await page.context().close();
  });

  it('is told apart where somebody changed it at Twilio meanwhile, and taken over again or left', async () => {
    const page = await open('/numbers');
    const line = item(page, '+1 555 010 0102');
    await line.getByRole('button', { name: 'Choose a flow for calls' }).click();
    await line.getByLabel('Flow that answers calls').selectOption({ label: 'Front desk' });
    await line.getByText('are answered by nothing now').waitFor();
    await line.getByRole('button', { name: 'Point it at Front desk' }).click();
    await line.getByText('“Front desk” answers calls now.').waitFor();
    const change = () =>
      Object.assign(twilio.state.incoming_phone_numbers.get(second) ?? {}, {
        voice_url: 'https://other.example.com/x',
      });
    const again = () => page.getByRole('button', { name: 'Fetch the numbers again' }).click();

    change();
    await again();
    const care = line.getByRole('region', { name: 'Changed: calls to' });
    const row = care.getByRole('row', { name: /VoiceUrl/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      `${server.url}/voice/front-desk`,
      'https://other.example.com/x',
    ]);
    await care.getByRole('button', { name: 'Take over again' }).click();
    await line.getByText('“Front desk” answers calls again.').waitFor();
    expect(atTwilio(second).voice_url).toBe(`${server.url}/voice/front-desk`);

    change();
    await again();
    await care.getByRole('button', { name: 'Leave it as it is' }).click();
    await care.waitFor({ state: 'detached' });
    expect(atTwilio(second).voice_url).toBe('https://other.example.com/x');
    expect(await line.getByRole('button', { name: 'Put back calls' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('publishing to several numbers', () => {
  it('changes none of them where Twilio refuses one, says why, and goes through after that', async () => {
    const before = [main, second].map(atTwilio);
    twilio.fail({ match: new RegExp(`^POST .*/${second}`), with: 400, times: 1, code: 21402 });
    const page = await open('/flows/front-desk');
    const dialog = await openPublish(page);
    for (const phone of ['0101', '0102'])
      await dialog.getByRole('checkbox', { name: `Calls to +1 555 010 ${phone}` }).check();
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog.getByRole('alert').getByText('No number was changed.').waitFor();
    await dialog.getByRole('alert').getByText(/21402/).waitFor();
    expect([main, second].map(atTwilio)).toEqual(before);
    twilio.heal();
    await dialog.getByRole('button', { name: 'Choose again' }).click();
    for (const phone of ['0101', '0102'])
      await dialog.getByRole('checkbox', { name: `Calls to +1 555 010 ${phone}` }).check();
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog.getByText('calls go to “Front desk” now').nth(1).waitFor();
    await dialog.getByRole('button', { name: 'Put all 2 back' }).click();
    await dialog.getByText('is as it was before').nth(1).waitFor();
    expect([main, second].map(atTwilio)).toEqual(before);
    await page.context().close();
  });
});

describe('the pages', () => {
  const shown = async (page: Page) => {
    await item(page, '+1 555 010 0101').waitFor();
    return page;
  };
  const states: Readonly<Record<string, (options: object) => Promise<Page>>> = {
    'the numbers': async (options) => shown(await open('/numbers', options)),
    'a flow being chosen': async (options) => {
      const page = await shown(await open('/numbers', options));
      await page.getByRole('button', { name: 'Choose a flow for calls to +1 555 010 0101' }).click();
      await page.getByLabel('Flow that answers calls').selectOption({ label: 'Front desk' });
      await page.getByRole('button', { name: 'Point it at Front desk' }).waitFor();
      return page;
    },
    publishing: async (options) => {
      const page = await open('/flows/front-desk', options);
      const dialog = await openPublish(page);
      await dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' }).check();
      return page;
    },
  };

  it.each(Object.keys(states).flatMap((name) => (['light', 'dark'] as const).map((scheme) => [name, scheme] as const)))(
    'have no accessibility fault: %s, %s',
    async (name, colorScheme) => {
      const page = (await states[name]?.({ colorScheme })) as Page;
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
      await page.context().close();
    },
  );

  it.each(Object.keys(states))('fit a phone without sideways scrolling: %s', async (name) => {
    const page = (await states[name]?.({ viewport: { width: 390, height: 844 } })) as Page;
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await wide()).toBeLessThanOrEqual(390);
    const dialog = publishDialog(page);
    if ((await dialog.count()) > 0)
      expect(await dialog.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('lets somebody publish to a number with the keyboard alone', async () => {
    const page = await open('/flows/front-desk');
    const dialog = await openPublish(page);
    const box = dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' });
    await box.waitFor();
    for (let presses = 0; presses < 20 && !(await box.evaluate((it) => it === document.activeElement)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await dialog.getByText('calls go to “Front desk” now').waitFor();
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0101' }).press('Enter');
    await dialog.getByText('is as it was before').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('say what is wrong while Twilio refuses, is busy or does not answer', async () => {
    const page = await open('/numbers');
    await shown(page);
    for (const [failure, title] of [
      [401, 'Twilio refused the credentials'],
      [429, 'Twilio asks to slow down'],
      [500, 'Twilio has a problem of its own'],
      ['hang up', 'Twilio does not answer'],
    ] as const) {
      twilio.fail({ match: 'ListIncomingPhoneNumber', with: failure });
      await page.reload();
      await page.getByRole('heading', { name: title }).waitFor();
      twilio.heal();
    }
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page);
    await page.context().close();
  });
});
