import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCodePool, createCodeService } from '../../server/services/code.ts';
import { createDestinations } from '../../server/services/http/destinations.ts';
import { createHttpClient } from '../../server/services/http.ts';
import type { CodePool } from '../../shared/sandbox/pool.ts';
import { ANSWERED, ASK_FAILED, askingFlow, HOLD } from './support/asking-flow.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { noEffects } from './support/no-effects.ts';
import { compileStored } from './support/texting-flow.ts';
import { callParameters, messageParameters, PUBLIC_URL, type Reply } from './support/twilio.ts';

/** Real signed webhooks, a real other server, real code. */
let server: Harness;
let other: Server;
let answer: RequestListener;
let asked: string[];
let pool: CodePool;
const SECRET = 'canary-5f2c9e';

beforeAll(async () => {
  pool = createCodePool(1);
  await pool.run({ kind: 'code', code: 'return 1', input: {} }, 0);
});
afterAll(() => pool.close());

beforeEach(async () => {
  asked = [];
  answer = (_request, response) => void response.end('{"points":{"half":21}}');
  other = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  await open();
});
afterEach(async () => {
  await server.close();
  other.closeAllConnections();
  other.close();
});

const otherUrl = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}/points?of={{ call.From }}`;

async function open(times = { hold: 14_000, most: 16_000 }, props = {}): Promise<void> {
  const destinations = createDestinations(['127.0.0.1']);
  server = await startHarness({
    compile: compileStored,
    effectTimes: times,
    servicesOf: () => ({
      ...noEffects,
      http: createHttpClient({
        destinations,
        secrets: { secret: (name, where) => (name === 'KEY' ? `${SECRET}-${where}` : undefined) },
      }),
      code: createCodeService(pool, Date.now),
    }),
  });
  await publish(props);
}

async function publish(props = {}): Promise<void> {
  const document = JSON.stringify(askingFlow(otherUrl(), props));
  await server.store.flows.create({ id: 'points', name: 'points', document, now: 1 });
  await server.store.flows.publish({ id: 'points', document, note: '', now: 1 });
  server.handler.invalidate('points');
}

async function reopen(...how: Parameters<typeof open>): Promise<void> {
  await server.close();
  await open(...how);
}

const wayBack = (xml: string): string =>
  (/<Redirect method="POST">([^<]+)</.exec(xml)?.[1] ?? '').replaceAll('&amp;', '&').slice(PUBLIC_URL.length);

/** Goes on with the call as Twilio does, until it is on hold no more. */
async function throughHold(
  first: Reply,
  parameters: ReturnType<typeof callParameters>,
): Promise<{ holds: string[]; last: Reply }> {
  const holds: string[] = [];
  let last = first;
  while (last.text.includes('<Redirect')) {
    holds.push(last.text);
    last = await server.post(wayBack(last.text), parameters({ CallStatus: 'in-progress' }));
  }
  return { holds, last };
}

describe('a call that asks another server', () => {
  test('goes on with the answer, and asks once however often the request comes', async () => {
    const parameters = callParameters();
    const replies = await Promise.all([1, 2, 3].map(() => server.post('/voice/points', parameters())));
    replies.push(await server.post('/voice/points', parameters()));
    for (const { text } of replies) expect(text).toBe(replies[0]?.text);
    expect(replies[0]?.text).toContain(ANSWERED);
    expect(asked).toEqual(['GET /points?of=%2B15550001111 ']);
    const call = await server.store.calls.get(parameters().CallSid ?? '');
    expect(call?.session.variables).toEqual({ half: 21 });
    expect(call?.session.results.ask).toMatchObject({ status: 200, json: { points: { half: 21 } } });
  });

  test('hears the hold prompt once where it takes long, then the answer', async () => {
    await reopen({ hold: 100, most: 8_000 });
    let finish: () => void = () => {};
    answer = (_request, response) => {
      finish = () => response.end('{"points":{"half":21}}');
    };
    const parameters = callParameters();
    const first = await server.post('/voice/points', parameters());
    expect(first.text).toContain('Hello.');
    expect(first.text).toContain(HOLD);
    expect(first.text).not.toContain('<Pause');
    const second = await server.post(wayBack(first.text), parameters({ CallStatus: 'in-progress' }));
    expect(second.text).not.toContain(HOLD);
    expect(second.text).toContain('<Pause length="2"/>');
    finish();
    const { last } = await throughHold(second, parameters);
    expect(last.text).toContain(ANSWERED);
    expect(asked.length).toBe(1);
  });

  test('leaves by the failure where the other server is dead, within its time', async () => {
    await reopen({ hold: 200, most: 8_000 }, { timeout: 1 });
    answer = () => {};
    const parameters = callParameters();
    const { holds, last } = await throughHold(await server.post('/voice/points', parameters()), parameters);
    expect(holds.length).toBeGreaterThan(1);
    expect(last.text).toContain(ASK_FAILED);
    const call = await server.store.calls.get(parameters().CallSid ?? '');
    expect(call?.steps.at(-1)?.log[0]).toMatchObject({ block: 'ask', exit: 'failed' });
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    expect((await server.post('/voice/points', callParameters()())).text).toContain(ASK_FAILED);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const lines = server.lines.map((line) => JSON.stringify(line));
    expect(lines.find((line) => line.includes('no answer within'))).toContain('An effect took too long.');
    expect(lines.find((line) => line.includes('ECONNREFUSED'))).toContain('An effect failed.');
  });

  test('leaves no secret in the store, the log or the answers', async () => {
    answer = ({ headers }, response) => void response.end(JSON.stringify({ points: { half: 21 }, you: headers }));
    await publish({ auth: 'bearer', token: '{{ secrets.KEY }}' });
    const parameters = callParameters();
    const { text } = await server.post('/voice/points', parameters());
    expect(text).toContain(ANSWERED);
    expect(asked[0]).toContain(SECRET);
    expect(JSON.stringify([server.rows(), server.lines, text])).not.toContain(SECRET);
    expect(asked[0]).toContain(`${SECRET}-live`);
    await server.store.environments.add('staging', 1);
    await server.store.flows.setLive('points', 2, 2, 'staging');
    expect((await server.post('/voice/points~staging', callParameters()())).text).toContain(ANSWERED);
    expect(asked[1]).toContain(`${SECRET}-staging`);
    asked.pop();
    await publish({ auth: 'bearer', token: '{{ secrets.NONE }}' });
    expect((await server.post('/voice/points', callParameters()())).text).toContain(ASK_FAILED);
    expect(asked.length).toBe(1);
  });

  test('does not slow other calls, however many wait for a dead server', async () => {
    answer = () => {};
    // Far from any limit, however slow the machine is.
    await reopen({ hold: 30_000, most: 30_000 }, { timeout: 25, retries: 0 });
    let settled = 0;
    const { start, ...blocks } = askingFlow('').blocks;
    const plain = {
      ...askingFlow(''),
      blocks: { ...blocks, start: { ...start, type: 'start', props: {}, exits: { next: 'sorry' } } },
    };
    const document = JSON.stringify(plain);
    await server.store.flows.create({ id: 'plain', name: 'plain', document, now: 1 });
    await server.store.flows.publish({ id: 'plain', document, note: '', now: 1 });
    const waiting = Array.from({ length: 100 }, async () => {
      const reply = await server.post('/voice/points', callParameters()());
      settled++;
      return reply;
    });
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(100);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => server.post('/voice/plain', callParameters()())),
    );
    for (const { text } of replies) expect(text).toContain(ASK_FAILED);
    expect(settled).toBe(0);
    other.closeAllConnections();
    for (const { text } of await Promise.all(waiting)) expect(text).toContain(ASK_FAILED);
  }, 60_000);
});

test('a message waits for the answer as long as there is time, then goes on without', async () => {
  await reopen({ hold: 4_000, most: 1_300 });
  const document = askingFlow(otherUrl());
  const start = { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'ask' } };
  const reply = (text: string) => ({ type: 'message', props: { body: text }, exits: {} });
  const blocks = { ...document.blocks, start, say: reply('Yes'), sorry: reply('No') };
  const text = JSON.stringify({ ...document, blocks });
  await server.store.flows.create({ id: 'texts', name: 'texts', document: text, now: 1 });
  await server.store.flows.publish({ id: 'texts', document: text, note: '', now: 1 });
  const parties = { from: '+15550001111', to: '+15550002222' };
  expect((await server.post('/messaging/texts', messageParameters(parties, 'Hi'))).text).toContain('Yes');
  answer = () => {};
  expect((await server.post('/messaging/texts', messageParameters(parties, 'Again'))).text).toContain('No');
});
