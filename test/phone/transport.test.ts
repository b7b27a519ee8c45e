import twilio from 'twilio';
import { expect, it } from 'vitest';
import { signerFor } from '../../server/phone/sign.ts';
import type { CallSpec } from '../../shared/phone/calls.ts';
import type { RequestHappening } from '../../shared/phone/events.ts';
import { Exchange, type ExchangeOptions } from '../../shared/phone/exchange.ts';
import { Cookies } from '../../shared/phone/http/cookies.ts';
import type { HttpReply, HttpRequest } from '../../shared/phone/http/transport.ts';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { scriptedWorld } from '../../shared/phone/world/scripted.ts';

const TOKEN = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';

/** Makes a call to one document, signed. */
function call(
  answer: (request: HttpRequest) => HttpReply,
  spec: Partial<CallSpec>,
  more: Partial<ExchangeOptions> = {},
) {
  const sent: HttpRequest[] = [];
  const transport = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return answer(request);
    },
  };
  const clock = virtualClock();
  const exchange = new Exchange({ clock, transport, world: scriptedWorld(), sign: signerFor(TOKEN), ...more });
  exchange.call({ from: '+15550100199', to: '+15550100100', voiceUrl: 'https://app.test/voice', ...spec });
  return { sent, events: exchange.events };
}

const xml = (body: string): HttpReply => ({ ok: true, status: 200, headers: { 'content-type': 'text/xml' }, body });

it('signs posts so that the official library accepts them', () => {
  const odd = 'https://app.test/voice?b=2&a=%C3%A9&b=1+x';
  const extra = { CallerName: "Zoë O'Hara & (Co)~!*", FromCity: '', Ünïcode: '\u{1F4DE}' };
  const { sent } = call(() => xml('<Response/>'), { voiceUrl: `${odd}#rc=2`, extra });
  const { url, headers, parameters, body } = sent[0]!;
  expect(url).toBe(odd);
  expect(twilio.validateRequest(TOKEN, headers['X-Twilio-Signature']!, odd, { ...parameters })).toBe(true);
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual(parameters);
});

it('signs the whole URL of a GET, and nothing else', () => {
  const { sent } = call(() => xml('<Response/>'), { voiceUrl: 'https://app.test/voice?a=1', voiceMethod: 'GET' });
  const { url, headers, body } = sent[0]!;
  expect(body).toBe('');
  expect(twilio.validateRequest(TOKEN, headers['X-Twilio-Signature']!, url, {})).toBe(true);
});

it('signs the credentials in a URL, as it is configured, but sends them as a header only', () => {
  const configured = 'https://ami:secret@app.test/voice';
  const challenge: HttpReply = { ok: true, status: 401, headers: { 'www-authenticate': 'Basic' }, body: '' };
  const { sent } = call(({ headers }) => (headers.Authorization ? xml('<Response/>') : challenge), {
    voiceUrl: configured,
  });
  expect(sent.map(({ url }) => url)).toEqual(['https://app.test/voice', 'https://app.test/voice']);
  for (const { headers, parameters } of sent) {
    expect(twilio.validateRequest(TOKEN, headers['X-Twilio-Signature']!, configured, { ...parameters })).toBe(true);
  }
});

it('takes a lone half of a surrogate pair for the replacement character instead of failing', () => {
  const { sent } = call(() => xml('<Response/>'), { extra: { CallerName: 'a\uD800b' } });
  expect(new URLSearchParams(sent[0]!.body).get('CallerName')).toBe('a\uFFFDb');
});

it('keeps the idempotency token over retries and duplicates, and takes a new one for the next webhook', () => {
  let tries = 0;
  const answer = (): HttpReply => {
    if (++tries <= 2) return { ok: false, failure: 'refused', message: 'refused' };
    return xml('<Response><Redirect>/next</Redirect></Response>');
  };
  const next = (request: HttpRequest): HttpReply => (request.url.endsWith('/next') ? xml('<Response/>') : answer());
  const { sent } = call(next, { voiceUrl: 'https://app.test/voice#rc=3' }, { faults: { duplicate: 1 } });
  const tokens = (end: string) =>
    new Set(sent.filter(({ url }) => url.endsWith(end)).map(({ headers }) => headers['I-Twilio-Idempotency-Token']));
  expect(sent.filter(({ url }) => url.endsWith('/voice')).length).toBe(4);
  expect([tokens('/voice').size, tokens('/next').size]).toEqual([1, 1]);
  expect(tokens('/voice')).not.toEqual(tokens('/next'));
});

it.each([
  ['65,536 bytes of ASCII', 'x', 65_536, true],
  ['65,537 bytes of ASCII', 'x', 65_537, false],
  ['65,536 bytes in two-byte letters', 'é', 65_536, true],
  ['65,538 bytes in two-byte letters, half as many characters', 'é', 65_538, false],
])('reads at most 64 KB: %s', (_, letter, bytes, fits) => {
  const [open, close] = ['<Response><!--', '--><Say>Hi</Say></Response>'];
  const filling = letter.repeat((bytes - open.length - close.length) / Buffer.byteLength(letter));
  const rest = bytes - Buffer.byteLength(open + filling + close);
  const document = `${open}${filling}${' '.repeat(rest)}${close}`;
  expect(Buffer.byteLength(document)).toBe(bytes);
  const { events } = call(() => xml(document), {});
  expect(events.some((event) => event.kind === 'error' && event.code === 11750)).toBe(!fits);
  expect(events.some((event) => event.kind === 'say' && event.text === 'Hi')).toBe(fits);
});

it('answers every request that it shows, also where the caller hangs up meanwhile', () => {
  const slow: HttpReply = { ok: true, status: 200, headers: {}, body: '<Response/>', seconds: 5 };
  const clock = virtualClock();
  const exchange = new Exchange({ clock, transport: { send: () => slow }, world: scriptedWorld() });
  exchange.call({ from: '+15550100199', to: '+15550100100', voiceUrl: 'https://app.test/voice' }, function* (leg) {
    yield exchange.sleep(1);
    leg.hangUp();
  });
  const [answer] = exchange.events.filter(({ kind }) => kind === 'response');
  expect(answer).toMatchObject({ status: undefined, failure: expect.stringContaining('ended before') });
  expect(exchange.events.filter(({ kind }) => kind === 'request').length).toBe(1);
});

it('bounds the cookies it keeps for a host', () => {
  const cookies = new Cookies();
  for (let i = 0; i < 10_000; i++) cookies.take('https://app.test/', `c${i}=${i}`);
  expect(cookies.header('https://app.test/').split('; ').length).toBe(50);
});

it('shows the whole request, without the password of the URL', () => {
  const { events } = call(() => xml('<Response/>'), { voiceUrl: 'https://ami:secret@app.test/voice' });
  const request = events.find((event): event is RequestHappening & typeof event => event.kind === 'request')!;
  expect(JSON.stringify(request)).not.toContain('secret');
});
