import type { Browser, Page } from 'playwright-core';
import { run } from '../../cli/support/run.ts';
import { ACCOUNT, restNumber } from '../../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi, type TwilioApiOptions } from '../../twilio-api/stand-in.ts';
import { bySid } from '../../twilio-api/state.ts';
import { launchBrowser } from './browser.ts';
import { logIn } from './designer.ts';
import { type RunningServer, startServer } from './server.ts';

/** The built server with a Twilio account to publish to, and a person's browser. */
export interface AccountUnderTest {
  readonly twilio: TwilioApi;
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly authToken: string;
  /** A page of its own for somebody who has logged in. */
  open(path: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  /** A number as Twilio has it, without the time of its last change. */
  number(sid: string): Record<string, unknown>;
  /** Calls a number over HTTP as Twilio does: whatever answers it now is asked, signed with the account's token. */
  ring(sid: string, ...caller: string[]): Promise<{ readonly code: number; readonly heard: string }>;
  /** Asks the server's API. @returns status and body */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiReply>;
  stop(): Promise<void>;
}

export interface ApiReply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly body: any;
}

export const STUDIO = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT}/Flows/FW${'0123abcd'.repeat(4)}`;

export interface AccountOptions extends Pick<TwilioApiOptions, 'state' | 'apiKeys' | 'authToken'> {
  /** Added to the server's environment. Without credentials there they are to be entered in Settings. */
  readonly env?: Record<string, string | undefined>;
}

/** Starts all of it: two numbers that can do everything, +1 555 010 0101 with a past, and one for messages only. */
export async function startAccount({ env = {}, ...options }: AccountOptions = {}): Promise<AccountUnderTest> {
  const { authToken = 'auth-token-of-a-browser-test' } = options;
  const twilio = await startTwilioApi({
    ...options,
    authToken,
    state: { incoming_phone_numbers: bySid(...someNumbers()), ...options.state },
  });
  const server = await startServer({
    env: { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_URL: twilio.url, ...env },
  });
  const browser = await launchBrowser();
  const loggedIn = await logIn(browser, server);
  const number = (sid: string): Record<string, unknown> => {
    const row: Record<string, unknown> = structuredClone(twilio.state.incoming_phone_numbers.get(sid) ?? {});
    delete row.date_updated;
    return row;
  };
  return {
    twilio,
    server,
    browser,
    authToken,
    number,
    async open(path, more = {}) {
      const size = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
      const context = await browser.newContext({ ...size, ...more, storageState: loggedIn });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await page.goto(server.url + path);
      return page;
    },
    async ring(sid, ...caller) {
      const { voice_url, voice_method, phone_number } = number(sid);
      const how = ['--method', String(voice_method), '--to', String(phone_number), '--auth-token', authToken];
      const { code, out } = await run('call', String(voice_url), ...how, '--account-sid', ACCOUNT, '--json', ...caller);
      return { code, heard: JSON.stringify(JSON.parse(out).transcript) };
    },
    async api(method, path, body, headers = {}) {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
    },
    async stop() {
      await browser.close();
      await server.stop();
      await twilio.close();
    },
  };
}

function someNumbers() {
  return [
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
  ];
}
