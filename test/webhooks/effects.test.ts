import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { MESSAGE_LIMITS } from '../../server/twilio/messages/limits.ts';
import { createMessageService } from '../../server/twilio/messages.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { noEffects } from './support/no-effects.ts';
import {
  answeringFlow,
  compileStored,
  FAILED,
  NOT_REACHABLE,
  OPTED_OUT,
  redirectingFlow,
  SENT,
  textingFlow,
} from './support/texting-flow.ts';
import { ACCOUNT, AUTH_TOKEN, callParameters, messageParameters, PUBLIC_URL, type Reply } from './support/twilio.ts';

let twilio: TwilioApi;
let server: Harness;
let now = Date.now();

beforeEach(async () => {
  twilio = await startTwilioApi({ account: ACCOUNT, authToken: AUTH_TOKEN });
  now = Date.now();
  await open();
});
afterEach(async () => {
  await server.close();
  await twilio.close();
});

const same = (store: Store): Store => store;
const CREDENTIALS = { source: null, accountSid: ACCOUNT, authToken: AUTH_TOKEN, apiKeySid: null, apiKeySecret: null };

const PATIENT = { hold: 14_000, most: 14_000 };

async function open(times = PATIENT, timeout = 6_000, credentials: object = {}, wrap = same): Promise<void> {
  server = await startHarness({
    wrap,
    compile: compileStored,
    now: () => now,
    effectTimes: times,
    servicesOf: (store) => ({
      ...noEffects,
      message: createMessageService({
        client: () => createTwilioClient({ ...CREDENTIALS, ...credentials }, twilio.url, timeout),
        effects: store.effects,
        countries: async () => ['US'],
        now: () => now,
      }),
    }),
  });
  await publish('text', textingFlow());
  await publish('answer', answeringFlow());
}

async function reopen(...how: Parameters<typeof open>): Promise<void> {
  await server.close();
  await open(...how);
}

async function publish(id: string, flow: FlowDocument): Promise<void> {
  const document = JSON.stringify(flow);
  await server.store.flows.create({ id, name: id, document, now: 1 });
  await server.store.flows.publish({ id, document, note: '', now: 1 });
  server.handler.invalidate(id);
}

const CALLER = '+15550001111';
const created = () => [...twilio.state.messages.values()];
const asked = (operation: string) => twilio.requests.filter((request) => request.operation === operation);
const call = (parameters = callParameters()): Promise<Reply> => server.post('/voice/text', parameters());

/** Path of the way back in a document that puts the caller on hold. */
function wayBack(xml: string): string {
  const url = /<Redirect method="POST">([^<]+)<\/Redirect>/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(url.startsWith(PUBLIC_URL)).toBe(true);
  return url.slice(PUBLIC_URL.length);
}

describe('a message that a call sends', () => {
  test('goes to the caller from the number that was called, once, however often the request comes', async () => {
    const parameters = callParameters();
    const replies = await Promise.all([call(parameters), call(parameters), call(parameters)]);
    replies.push(await call(parameters));
    for (const { text } of replies) expect(text).toBe(replies[0]?.text);
    expect(replies[0]?.text).toContain(SENT);
    expect(created()).toMatchObject([
      { to: CALLER, from: '+15550002222', body: `Here is the link, ${CALLER}: https://example.com` },
    ]);
    const [request] = asked('CreateMessage');
    expect(request?.form.StatusCallback).toMatch(
      /^https:\/\/calls\.example\.test\/voice\/text\/text\/message\?t=[\w-]{22}$/,
    );
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.session.results.text).toEqual({ MessageSid: created()[0]?.sid, MessageStatus: 'queued' });
    expect(kept?.steps[0]?.log.find(({ block }) => block === 'text')).toMatchObject({ exit: 'sent', visit: '0.0' });
  });

  test('is sent once where another flow handed the call over while it rang', async () => {
    await publish('over', redirectingFlow('/voice/text'));
    const parameters = callParameters();
    expect((await server.post('/voice/over', parameters())).text).toContain('<Redirect');
    for (let times = 0; times < 2; times++) expect((await call(parameters)).text).toContain(SENT);
    expect(asked('CreateMessage').length).toBe(1);
  });

  test('passes on what its block says, by a messaging service', async () => {
    const MessagingServiceSid = `MG${'a'.repeat(32)}`;
    const more = { validityPeriod: 600, smartEncoded: true, contentRetention: 'discard', riskCheck: 'disable' };
    const media = ['https://example.com/a.png', 'https://example.com/b.png'];
    await publish('text', textingFlow({ to: 'whatsapp:+15550108888', from: MessagingServiceSid, media, ...more }));
    expect((await call()).text).toContain(SENT);
    expect(asked('CreateMessage')[0]).toMatchObject({
      form: {
        To: 'whatsapp:+15550108888',
        MessagingServiceSid,
        ValidityPeriod: '600',
        SmartEncoded: 'true',
        ContentRetention: 'discard',
        RiskCheck: 'disable',
      },
      lists: { MediaUrl: media },
    });
  });

  test.each([
    [400, 21610, OPTED_OUT],
    [400, 21211, NOT_REACHABLE],
    [400, 21408, NOT_REACHABLE],
    [400, 21612, NOT_REACHABLE],
    [400, 21614, NOT_REACHABLE],
    [400, 21606, FAILED],
    [401, 20003, FAILED],
    [404, 20404, FAILED],
    [429, 20429, FAILED],
  ])('leaves by its exit where Twilio answers %i, error %i', async (status, code, heard) => {
    twilio.fail({ match: 'CreateMessage', with: status, code });
    const parameters = callParameters();
    expect((await call(parameters)).text).toContain(heard);
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.session.results.text).toEqual({ MessageStatus: 'failed', ErrorCode: String(code) });
    expect(kept?.steps[0]?.log.find(({ block }) => block === 'text')?.notes?.[0]?.message).toContain(String(code));
    expect(created()).toEqual([]);
    expect(server.lines.at(-1)).toMatch(new RegExp(`An effect was refused.*${code}|${code}.*An effect was refused`));
    expect(asked('CreateMessage').length).toBe(status === 429 ? 3 : 1);
  });

  test('is sent after a moment where Twilio first asks to slow down', async () => {
    twilio.fail({ match: 'CreateMessage', with: 429, times: 1 });
    expect((await call()).text).toContain(SENT);
    expect(created().length).toBe(1);
  });

  test('whose answer got lost is found, and not sent again', async () => {
    // One that looks alike, but is another call's.
    expect((await call()).text).toContain(SENT);
    twilio.fail({ match: 'CreateMessage', with: 'lose answer', times: 1 });
    const parameters = callParameters();
    expect((await call(parameters)).text).toContain(SENT);
    expect(asked('CreateMessage').length).toBe(2);
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.session.results.text?.MessageSid).toBe(created()[1]?.sid);
  });

  test.each<Record<string, string>>([
    { contentRetention: 'discard' },
    { addressRetention: 'obfuscate' },
    { contentRetention: 'discard', addressRetention: 'obfuscate' },
  ])('whose answer got lost is found where Twilio keeps it as %j', async (more) => {
    await publish('text', textingFlow(more));
    twilio.fail({ match: 'CreateMessage', with: 'lose answer', times: 1 });
    const parameters = callParameters();
    expect((await call(parameters)).text).toContain(SENT);
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.session.results.text?.MessageSid).toBe(created()[0]?.sid);
  });

  test.each(['hang up', 500, 503] as const)('counts as not known where %s came and it is not found', async (what) => {
    twilio.fail({ match: 'CreateMessage', with: what, times: 1 });
    const parameters = callParameters();
    const { text } = await call(parameters);
    expect(text).toContain(FAILED);
    expect((await call(parameters)).text).toBe(text);
    expect(asked('CreateMessage').length).toBe(1);
    expect(server.lines.at(-1)).toContain('It is not known what became of an effect.');
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.steps[0]?.log.find(({ block }) => block === 'text')?.notes?.[0]?.code).toBe('message-unknown');
  });

  test('is not sent where Twilio cannot be reached, or has no account of ours', async () => {
    await reopen(undefined, undefined, { accountSid: null });
    expect((await call()).text).toContain(FAILED);
    expect(twilio.requests).toEqual([]);
    const { url } = twilio;
    await twilio.close();
    twilio = await startTwilioApi({ account: ACCOUNT, authToken: AUTH_TOKEN });
    await reopen();
    Object.assign(twilio, { url });
    expect((await call()).text).toContain(FAILED);
    expect(created()).toEqual([]);
  });

  test.each(['anonymous', '+266696687', 'client:alice', 'sip:alice@example.com', ''])(
    'is not sent to a caller without a number: %s',
    async (From) => {
      const parameters = callParameters();
      const { text } = await server.post('/voice/text', parameters({ From }));
      expect(text).toContain(NOT_REACHABLE);
      expect(twilio.requests).toEqual([]);
    },
  );
});

describe('a message that takes long', () => {
  test('has the caller wait on hold, and come back for it', async () => {
    await reopen({ hold: 50, most: 8_000 });
    twilio.fail({ match: 'CreateMessage', with: 429, times: 2 });
    const parameters = callParameters();
    const held = await call(parameters);
    expect(held.text).toContain('<Pause length="2"/>');
    expect((await call(parameters)).text).toBe(held.text);
    let reply = held;
    let holds = 0;
    for (; reply.text.includes('<Redirect'); holds++) {
      reply = await server.post(wayBack(reply.text), parameters({ CallStatus: 'in-progress' }));
    }
    expect(reply.text).toContain(SENT);
    expect(holds).toBeGreaterThan(1);
    expect(created().length).toBe(1);
    // What was asked for on hold gets the latest document, as any old token does.
    expect((await server.post(wayBack(held.text), parameters({ CallStatus: 'in-progress' }))).text).toContain(
      '<Redirect',
    );
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.steps[0]?.log.at(-1)).toMatchObject({ block: 'text', result: 'held', visit: '0.0' });
    expect(kept?.steps.at(-1)?.log[0]).toMatchObject({ block: 'text', event: 'resume', exit: 'sent', visit: '0.0' });
  });

  test('is looked for where no answer ever comes', async () => {
    await reopen({ hold: 60_000, most: 60_000 }, 300);
    twilio.fail({ match: 'CreateMessage', with: 'never answer', times: 1 });
    expect((await call()).text).toContain(FAILED);
    expect(asked('ListMessage').length).toBeGreaterThan(1);
    expect(asked('CreateMessage').length).toBe(1);
  });

  test('goes on in the background where the caller wrote a message: such an answer cannot wait', async () => {
    await reopen({ hold: 50, most: 1_200 });
    twilio.fail({ match: 'CreateMessage', with: 429, times: 2 });
    const parameters = messageParameters({ from: CALLER, to: '+15550002222' }, 'Hi');
    const reply = await server.post('/messaging/answer', parameters);
    expect(reply.text).toContain(FAILED);
    await expect.poll(() => created().length).toBe(1);
    expect((await server.post('/messaging/answer', parameters)).text).toBe(reply.text);
    expect(created().length).toBe(1);
  });
});

describe('where the turn has no time left', () => {
  const message = () => messageParameters({ from: CALLER, to: '+15550002222' }, 'Hi');

  test('nothing is begun', async () => {
    await reopen({ hold: 50, most: 900 });
    expect((await server.post('/messaging/answer', message())).text).toContain(FAILED);
    expect(twilio.requests).toEqual([]);
  });

  test('what was done before counts: a turn that could not be kept comes again', async () => {
    const times = { ...PATIENT };
    let fails = true;
    await reopen(times, undefined, undefined, (store) => ({
      ...store,
      calls: {
        ...store.calls,
        append: (turn) => (fails ? Promise.reject(new Error('disk full')) : store.calls.append(turn)),
      },
    }));
    const parameters = message();
    expect((await server.post('/messaging/answer', parameters)).text).not.toContain(SENT);
    Object.assign(times, { most: 900 });
    fails = false;
    expect((await server.post('/messaging/answer', parameters)).text).toContain(SENT);
    expect(asked('CreateMessage').length).toBe(1);
  });
});

test('a message that answers a message: each once, two different ones twice', async () => {
  const parties = { from: CALLER, to: '+15550002222' };
  const first = messageParameters(parties, 'Hi');
  for (let times = 0; times < 3; times++) {
    expect((await server.post('/messaging/answer', first)).text).toContain(SENT);
  }
  await server.post('/messaging/answer', messageParameters(parties, 'Hello'));
  expect(created().map(({ body }) => body)).toEqual(['Got “Hi”', 'Got “Hello”']);
});

describe('what Twilio tells of a message later', () => {
  const told = (change: Record<string, string>) => ({ AccountSid: ACCOUNT, ApiVersion: '2010-04-01', ...change });
  const statusPath = () => (asked('CreateMessage').at(-1)?.form.StatusCallback ?? '').slice(PUBLIC_URL.length);

  test('is kept with the call, once', async () => {
    const parameters = callParameters();
    await call(parameters);
    const MessageSid = created()[0]?.sid ?? '';
    const delivered = told({ MessageSid, MessageStatus: 'delivered', To: CALLER, From: '+15550002222' });
    for (let times = 0; times < 2; times++) expect((await server.post(statusPath(), delivered)).status).toBe(204);
    const kept = await server.store.calls.get(parameters().CallSid ?? '');
    expect(kept?.callbacks).toMatchObject([
      { kind: 'message', block: 'text', parameters: { MessageStatus: 'delivered' } },
    ]);
  });

  test('tells that it was made, where that was not known', async () => {
    twilio.fail({ match: 'CreateMessage', with: 500, times: 1 });
    const parameters = callParameters();
    await call(parameters);
    const MessageSid = `SM${'b'.repeat(32)}`;
    await server.post(statusPath(), told({ MessageSid, MessageStatus: 'sent' }));
    expect(await server.store.effects.list(parameters().CallSid ?? '')).toMatchObject([
      { reference: MessageSid, outcome: { result: 'unknown' } },
    ]);
  });

  test('counts more than what was found: the message is another call’s then', async () => {
    twilio.fail({ match: 'CreateMessage', with: 'lose answer', times: 1 });
    const parameters = callParameters();
    await call(parameters);
    const own = `SM${'c'.repeat(32)}`;
    await server.post(statusPath(), told({ MessageSid: own, MessageStatus: 'sent' }));
    const [effect] = await server.store.effects.list(parameters().CallSid ?? '');
    expect(effect?.reference).toBe(own);
    const other = callParameters();
    await call(other);
    await server.post(statusPath(), told({ MessageSid: own, MessageStatus: 'sent' }));
    expect(await server.store.effects.list(other().CallSid ?? '')).toMatchObject([{ reference: own }]);
    expect(await server.store.effects.list(parameters().CallSid ?? '')).toMatchObject([{ reference: undefined }]);
  });

  test('is refused without a signature, and kept nowhere for a message of nobody', async () => {
    await call();
    const MessageSid = created()[0]?.sid ?? '';
    const unsigned = { headers: { 'x-twilio-signature': undefined } };
    expect((await server.post(statusPath(), told({ MessageSid }), unsigned)).status).toBe(403);
    const rows = server.rows();
    const nobody = `/voice/text/text/message?t=${'x'.repeat(22)}`;
    expect((await server.post(nobody, told({ MessageSid, MessageStatus: 'sent' }))).status).toBe(204);
    expect(server.rows()).toEqual(rows);
    expect(server.lines.at(-1)).toContain('not known');
  });
});

describe('caps', () => {
  test('one recipient gets so many an hour', async () => {
    for (let count = 0; count < MESSAGE_LIMITS.perRecipientHour; count++) expect((await call()).text).toContain(SENT);
    expect((await call()).text).toContain(FAILED);
    expect(server.lines.at(-1)).toContain('within the last hour');
    now += 3_600_001;
    expect((await call()).text).toContain(SENT);
  });

  test('one call sends so many', async () => {
    const flow = textingFlow({ to: '+1555010{{ blocks.text.MessageSid | size }}{{ call.FromZip }}' });
    await publish('text', flow);
    const loop = { type: 'redirect', props: { url: '/voice/text', method: 'POST' }, exits: {} };
    await publish('text', { ...flow, blocks: { ...flow.blocks, sent: loop } });
    const parameters = callParameters();
    for (let count = 0; count < MESSAGE_LIMITS.perCall; count++) {
      const reply = await server.post('/voice/text', parameters({ FromZip: String(count).padStart(3, '0') }));
      expect(reply.text).toContain('<Redirect');
    }
    const last = await server.post('/voice/text', parameters({ FromZip: '999' }));
    expect(last.text).toContain(FAILED);
    expect(created().length).toBe(MESSAGE_LIMITS.perCall);
  });
});
