import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { ASK_FAILED, HALF } from './support/asking-flow.ts';
import { FAILED, SENT } from './support/texting-flow.ts';
import { ACCOUNT, AUTH_TOKEN, callParameters, messageParameters, PUBLIC_URL, twilioAt } from './support/twilio.ts';

const place = mkdtempSync(join(tmpdir(), 'patchcord-effects-'));
let twilio: TwilioApi;
/** The other server that flows ask, and how often it was asked. */
let asked = 0;
const other = createServer((_request, response) => {
  asked++;
  response.end('{"points":{"half":21}}');
});
let child: ChildProcess | undefined;
let port = 0;
const post = twilioAt(() => port);

beforeAll(async () => {
  twilio = await startTwilioApi({ account: ACCOUNT, authToken: AUTH_TOKEN });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(async () => {
  await twilio.close();
  other.close();
  rmSync(place, { recursive: true });
});

async function start(file: string, point = ''): Promise<void> {
  twilio.state.messages.clear();
  await startAgain(file, point);
}

async function startAgain(file: string, point = ''): Promise<void> {
  const script = join(import.meta.dirname, 'support/texting-child.ts');
  const otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  child = spawn(process.execPath, ['--import', 'tsx', script, join(place, file), twilio.url, otherUrl, point], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  port = Number(String(line));
}

async function kill(): Promise<void> {
  const gone = once(child as ChildProcess, 'exit');
  child?.kill('SIGKILL');
  await gone;
}

const sent = () => twilio.requests.filter(({ operation }) => operation === 'CreateMessage').length;

test.each([
  ['written down but not sent', 'begun', 0, FAILED],
  ['sent, but its answer not written down', 'answered', 1, SENT],
  ['sent and written down, but the turn is not', 'settled', 1, SENT],
  ['sent, the turn written down, but its answer did not leave', 'kept', 1, SENT],
] as const)(
  'kill -9 when the message is %s: it is never sent again',
  async (_when, point, messages, heard) => {
    await start(`${point}.db`, point);
    const before = sent();
    const parameters = callParameters();
    const gone = once(child as ChildProcess, 'exit');
    await expect(post('/voice/main', parameters())).rejects.toThrow();
    await gone;
    expect(twilio.state.messages.size).toBe(messages);
    await startAgain(`${point}.db`);
    const retried = await post('/voice/main', parameters());
    expect(retried.text).toContain(heard);
    expect((await post('/voice/main', parameters())).text).toBe(retried.text);
    expect(twilio.state.messages.size).toBe(messages);
    expect(sent() - before).toBe(messages);
  },
  120_000,
);

test.each([
  ['get', 'begun', 0, 1, HALF],
  ['get', 'answered', 1, 2, HALF],
  ['get', 'settled', 1, 1, HALF],
  ['post', 'begun', 0, 0, ASK_FAILED],
  ['post', 'answered', 1, 1, ASK_FAILED],
  ['post', 'settled', 1, 1, HALF],
] as const)(
  'kill -9 when a request (%s) is %s: asked %i times before, %i in the end',
  async (flow, point, before, after, heard) => {
    const file = `${flow}-${point}.db`;
    asked = 0;
    await start(file, point);
    const parameters = callParameters();
    const gone = once(child as ChildProcess, 'exit');
    await expect(post(`/voice/${flow}`, parameters())).rejects.toThrow();
    await gone;
    expect(asked).toBe(before);
    await startAgain(file);
    const retried = await post(`/voice/${flow}`, parameters());
    expect(retried.text).toContain(heard);
    expect((await post(`/voice/${flow}`, parameters())).text).toBe(retried.text);
    expect(asked).toBe(after);
  },
  120_000,
);

test.each(['begins', 'goes on with'])(
  'kill -9 when a message that %s a conversation is answered, and another comes before it is sent again: each is answered once',
  async (what) => {
    const file = `chat-${what.slice(0, 4)}.db`;
    const parties = { from: '+15550001111', to: '+15550002222' };
    const write = (parameters: Record<string, string>) => post('/messaging/chat', parameters);
    await start(file, what === 'begins' ? 'settled' : '');
    if (what !== 'begins') {
      await write(messageParameters(parties, 'Zero'));
      await kill();
      await start(file, 'settled');
    }
    const one = messageParameters(parties, 'One');
    const gone = once(child as ChildProcess, 'exit');
    await expect(write(one)).rejects.toThrow();
    await gone;
    await startAgain(file);
    expect((await write(messageParameters(parties, 'Two'))).text).toContain(SENT);
    expect((await write(one)).text).toContain(SENT);
    expect([...twilio.state.messages.values()].map(({ body }) => body)).toEqual(['Got “One”', 'Got “Two”']);
    expect((await write(messageParameters(parties, 'Three'))).text).toContain(SENT);
    expect(twilio.state.messages.size).toBe(3);
  },
  120_000,
);

test('kill -9 while the caller is on hold: the next process goes on from there, and the hold document stays the same', async () => {
  await start('held.db', 'held');
  twilio.fail({ match: 'CreateMessage', with: 'never answer', times: 1 });
  const before = sent();
  const parameters = callParameters();
  const held = await post('/voice/main', parameters());
  expect(held.text).toContain('<Pause length="2"/>');
  await vi.waitFor(() => expect(sent()).toBe(before + 1), 20_000);
  await kill();
  await startAgain('held.db');
  expect((await post('/voice/main', parameters())).text).toBe(held.text);
  let goneOn = held;
  let back = '';
  // Where the machine is slow the caller waits on hold once more.
  while (goneOn.text.includes('<Redirect')) {
    back = /<Redirect method="POST">([^<]+)</.exec(goneOn.text)?.[1]?.slice(PUBLIC_URL.length) ?? '';
    goneOn = await post(back, parameters({ CallStatus: 'in-progress' }));
  }
  expect(goneOn.text).toContain(FAILED);
  expect((await post(back, parameters({ CallStatus: 'in-progress' }))).text).toBe(goneOn.text);
  expect(sent() - before).toBe(1);
}, 120_000);
