import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GateSettings } from '../../server/webhooks/gate.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { ACCOUNT, AUTH_TOKEN, actionIn, callParameters, nextSid, PUBLIC_URL, send } from './support/twilio.ts';

/** Every webhook, with a call on the way, so that an action that slipped through would change something. */
let server: Harness;
let action = '';
const parameters = callParameters();
const pressed = { CallStatus: 'in-progress', Digits: '1' };

beforeAll(async () => {
  server = await startHarness();
  action = actionIn((await server.post('/voice/main', parameters())).text);
});
afterAll(() => server.close());

const ROUTES = [
  '/voice/main',
  'action',
  '/voice/main/status',
  '/voice/main/fallback',
  '/voice/main/menu/status',
  '/voice/main/menu/recording',
  '/voice/main/menu/transcription',
  `/voice/main/menu/aside/wait?t=x&call=CA${'0'.repeat(32)}`,
  '/messaging/main',
  '/messaging/main/reply?t=abc',
  '/messaging/main/status',
  '/messaging/main/reply/status',
];

describe.each(ROUTES)('%s', (name) => {
  const path = (): string => (name === 'action' ? action : name);
  const sent = (): Record<string, string> => ({ ...parameters(pressed), MessageSid: nextSid('SM') });

  async function refused(status: number, sending: Parameters<Harness['post']>[2], change = {}): Promise<void> {
    const before = server.rows();
    const reply = await server.post(path(), { ...sent(), ...change }, sending);
    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'text/plain; charset=utf-8']);
    expect(reply.text).not.toContain('<');
    expect(server.rows()).toEqual(before);
  }

  test('unsigned, wrongly signed', async () => {
    for (const signature of [undefined, '', 'x', 'A'.repeat(27), `${'A'.repeat(27)}=`, 'ü'.repeat(28)]) {
      await refused(403, { headers: { 'x-twilio-signature': signature && Buffer.from(signature).toString('latin1') } });
    }
    for (const token of ['', 'x', AUTH_TOKEN.slice(1), AUTH_TOKEN.toUpperCase()]) await refused(403, { token });
  });

  test('for a wrong host, whatever the headers claim', async () => {
    for (const base of ['https://evil.test', 'http://calls.example.test', `${PUBLIC_URL}:8443`, `${PUBLIC_URL}/x`]) {
      const headers = {
        host: new URL(base).host,
        'x-forwarded-host': new URL(base).host,
        'x-forwarded-proto': new URL(base).protocol.slice(0, -1),
        'x-original-url': base,
        forwarded: `host=${new URL(base).host}`,
      };
      await refused(403, { base, headers });
    }
  });

  test('with one character changed', async () => {
    const form = new URLSearchParams({ ...sent(), Digits: '2' }).toString();
    await refused(403, { body: form });
    await refused(403, { seen: `${path()}${path().includes('?') ? '&' : '?'}x=1` });
  });

  test('with text moved across the boundary of two parameters', async () => {
    const { CallSid = '', Digits: _, Direction: __, From: ___, FromCity: ____, ...rest } = sent();
    const moved = [
      { ...rest, CallSid, Digits: '1Directioninbound', From: '+15550001111', FromCity: 'X' },
      { ...rest, CallSid, Digits: '1', Direction: 'inboundFrom+15550001111', FromCity: 'X' },
      { ...rest, CallSid: `${CallSid}CallStatusringing`, From: '+15550001111' },
      { ...rest, CallSid, D: 'igits1', From: '+15550001111FromCityX' },
      { ...rest, CallSid, From: '+15550001111', CallerState: 'CACallerZip90210Digits1' },
      { ...rest, CallSid, From: '+15550001111', CallToken: 'xCallerCityXDigits1Directioninbound' },
    ];
    for (const shifted of moved) {
      const before = server.rows();
      const reply = await server.post(path(), shifted as Record<string, string>);
      expect(reply.status).toBe(400);
      expect(server.rows()).toEqual(before);
    }
  });

  test('with the first parameter moved into the URL', async () => {
    const { AccountSid = '', ...rest } = sent();
    const before = server.rows();
    expect([400, 404]).toContain((await server.post(`${path()}AccountSid${AccountSid}`, rest)).status);
    expect(server.rows()).toEqual(before);
  });

  test('with a parameter twice, missing, malformed, or of another account', async () => {
    const form = sent();
    const twice = `${new URLSearchParams(form)}&CallSid=${form.CallSid}`;
    // The library signs each different value of a repeated parameter once, so this signature is right.
    await refused(400, { body: twice, headers: signed(form) }, form);
    for (const change of [{ Digits: '1;2' }, { CallSid: 'CA123' }, { From: '+1555<b>' }, { AccountSid: 'AC1' }]) {
      await refused(400, {}, change);
    }
    await refused(403, {}, { AccountSid: `AC${'f'.repeat(32)}` });
    const { CallSid: _, MessageSid: __, ...without } = form;
    const before = server.rows();
    expect((await server.post(path(), without)).status).toBe(400);
    expect(server.rows()).toEqual(before);
  });

  test('by another method, in another format, or too large', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) await refused(405, { method });
    await refused(415, { headers: { 'content-type': 'text/plain' } });
    await refused(415, { headers: { 'content-type': undefined } });
    await refused(415, { headers: { 'content-encoding': 'gzip' } });
    await refused(413, { body: `CallSid=${'a'.repeat(70_000)}` });
    await refused(413, { body: 'a=1&'.repeat(201) });
    await refused(403, { headers: { 'content-type': 'application/json' }, body: '{"CallSid":"CA1"}' });
  });

  function signed(form: Record<string, string>): Record<string, string> {
    return { 'x-twilio-signature': twilio.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path(), form) };
  }
});

describe('what must pass', () => {
  test('the right URL through a proxy with another host', async () => {
    const headers = { host: 'internal:3000', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'http' };
    expect((await server.post('/voice/main', callParameters()(), { headers })).status).toBe(200);
  });

  test('callers as carriers really name them', async () => {
    const callers = [
      '',
      'anonymous',
      'Restricted',
      '+266696687',
      '7378742833',
      'client:Jürgen',
      'sip:a@b.example:5060;x=y',
    ];
    for (const From of callers) {
      expect((await server.post('/voice/main', callParameters()({ From, Caller: From }))).status, From).toBe(200);
    }
  });
});

describe('a signed JSON body', () => {
  test('needs its own hash in the URL, and is no webhook even then', async () => {
    const post = async (hashed: string, body: string) => {
      const hash = createHash('sha256').update(hashed).digest('hex');
      const path = `/voice/main?bodySHA256=${hash}`;
      const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, {});
      const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
      return (await send(server.port, 'POST', path, headers, body)).status;
    };
    expect(await post('{}', '{"evil":1}')).toBe(403);
    expect(await post('{"a":1}', '{"a":1}')).toBe(415);
  });
});

describe('a server that is not set up', () => {
  const publicUrl = (): string => PUBLIC_URL;
  const accountSid = (): string => ACCOUNT;
  test.each<[string, GateSettings, string]>([
    ['no token', { authToken: () => null, accountSid, publicUrl }, 'TWILIO_AUTH_TOKEN'],
    ['an empty token', { authToken: () => '', accountSid, publicUrl }, 'TWILIO_AUTH_TOKEN'],
    ['no public URL', { authToken: () => AUTH_TOKEN, accountSid, publicUrl: () => null }, 'PUBLIC_BASE_URL'],
  ])('%s: nothing is served, and the answer says what to set', async (_, settings, name) => {
    const own = await startHarness({ settings });
    const before = own.rows();
    for (const token of [AUTH_TOKEN, '']) {
      const reply = await own.post('/voice/main', callParameters()(), { token });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain(name);
    }
    expect(own.rows()).toEqual(before);
    await own.close();
  });
});
