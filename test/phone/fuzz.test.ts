import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../../shared/phone/events.ts';
import { Exchange } from '../../shared/phone/exchange.ts';
import type { HttpReply } from '../../shared/phone/http/transport.ts';
import { PHONE_LIMITS } from '../../shared/phone/limits.ts';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { until } from '../../shared/phone/time/task.ts';
import { scriptedWorld } from '../../shared/phone/world/scripted.ts';
import { Hostile } from './support/hostile.ts';

/** Documents that are made up; whole calls are made of them. */
const DOCUMENTS = 100_000;

const TYPES = [
  'text/xml',
  'text/xml',
  'text/xml',
  'application/xml',
  'text/plain',
  'text/html',
  'audio/mpeg',
  'image/png',
  '',
];

/** A call that presses some keys, says something, and hangs up after a while; `seconds` is none for a patient caller. */
function call(next: () => HttpReply, keys = '', seconds?: number): readonly PhoneEvent[] {
  const exchange = new Exchange({
    clock: virtualClock(),
    transport: { send: next },
    world: scriptedWorld({ media: { '/zero.mp3': 0 } }),
  });
  const spec = { from: '+15550100199', to: '+15550100100', voiceUrl: 'https://app.test/voice' };
  const leg = exchange.call(spec, function* (leg) {
    for (const key of keys) {
      yield* until(exchange.sleep(1));
      if (key === 's') leg.say('Sales please');
      else leg.press(key);
    }
    // Somebody in a queue or a conference of their own would wait for ever.
    yield* until(exchange.sleep(seconds ?? 20_000));
    leg.hangUp();
  });
  expect(leg.over, 'the call ends').toBe(true);
  return exchange.events;
}

/** What a call may end in. */
function verdict(events: readonly PhoneEvent[]): string | undefined {
  const ends = events.filter((event) => event.kind === 'status' && ENDS.has(event.status));
  if (ends.length === 0) return 'no end';
  for (const event of events) {
    if (event.kind !== 'error' && event.kind !== 'warning') continue;
    if (event.message.startsWith('The phone failed')) return event.message;
    if (!(event.code >= 11_000 && event.code < 65_000)) return `code ${event.code}: ${event.message}`;
    if (event.kind === 'error' && !FATAL.has(event.code)) return `fatal ${event.code}: ${event.message}`;
  }
  return events.length > PHONE_LIMITS.eventsPerCall * 1.2 ? `${events.length} events` : undefined;
}

const ENDS = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
/** Errors that end a document: https://www.twilio.com/docs/api/errors */
const FATAL = new Set([
  11100, 11200, 11205, 11206, 11210, 11215, 11220, 11750, 11770, 12100, 12102, 12200, 12300, 12400, 64016,
]);

const reply = (body: string, type = 'text/xml'): HttpReply => ({
  ok: true,
  status: 200,
  headers: { 'content-type': type },
  body,
});
const codes = (events: readonly PhoneEvent[]) =>
  events.flatMap((event) => (event.kind === 'error' ? [event.code] : []));

describe('hostile documents', () => {
  const verbs = (count: number, verb: string) => `<Response>${verb.repeat(count)}</Response>`;
  const nest = (tag: string, times: number) =>
    `<Response>${`<${tag}>`.repeat(times)}${`</${tag}>`.repeat(times)}</Response>`;
  const hostile: Record<string, { body: string; type?: string; code?: number }> = {
    'not XML': { body: 'Hello, world', code: 12100 },
    'ten megabytes': { body: `<Response>${'<Say>x</Say>'.repeat(870_000)}</Response>`, code: 11750 },
    'ten megabytes of text': { body: 'x'.repeat(10_000_000), type: 'text/plain', code: 11750 },
    'ten megabytes of audio': { body: 'x'.repeat(10_000_000), type: 'audio/mpeg' },
    'a redirect to itself': { body: '<Response><Redirect/></Response>', code: 12400 },
    'a redirect to itself with 64 KB of warnings': {
      body: `<Response><Redirect/>${'<x/>'.repeat(16_000)}</Response>`,
      code: 12400,
    },
    'loop="0"': { body: '<Response><Say loop="0">Hello</Say></Response>' },
    'loop="0" a thousand times over': { body: verbs(1_000, '<Say loop="0">x</Say>') },
    'loop="0" of files without any length': { body: verbs(1_000, '<Play loop="0">/zero.mp3</Play>'), code: 12400 },
    'pauses without any length': { body: verbs(3_000, '<Pause length="0"/>') },
    'a thousand verbs in one another': { body: nest('Gather', 1_000), code: 12100 },
    'ninety verbs in one another': { body: nest('Gather', 90) },
    'Gather in Gather': { body: '<Response><Gather><Gather><Say>x</Say></Gather></Gather></Response>' },
    'unknown verbs': { body: verbs(5_000, '<Shout/>') },
    'names of object properties': {
      body: '<Response><__proto__ toString="x"/><constructor/><Say __proto__="1">x</Say></Response>',
    },
    'a million laughs': { body: '<!DOCTYPE l [<!ENTITY a "aa">]><Response><Say>&a;</Say></Response>', code: 12100 },
    'a text without end': { body: `<Response><Say>${'x'.repeat(60_000)}</Say></Response>` },
  };
  it.each(Object.entries(hostile))('%s', (_, { body, type, code }) => {
    const events = call(() => reply(body, type));
    expect(verdict(events)).toBeUndefined();
    expect(codes(events)).toEqual(code === undefined ? [] : [code]);
    const kept = events.reduce((sum, event) => sum + (event.kind === 'response' ? event.body.length : 0), 0);
    expect(kept).toBeLessThanOrEqual(PHONE_LIMITS.bodyKept * PHONE_LIMITS.documentsPerCall);
  });
});

it(`survives ${DOCUMENTS.toLocaleString('en')} documents that are made up`, { timeout: 240_000 }, () => {
  const hostile = new Hostile(20_260_105);
  const ended = new Map<string, number>();
  for (let made = 0, calls = 0; made < DOCUMENTS; calls++) {
    const documents: string[] = [];
    const next = (): HttpReply => {
      // A caller who is sent round in circles soon hears the end; the rest of the calls have more to say.
      if (documents.length >= 4) return reply('<Response><Hangup/></Response>');
      documents.push(hostile.document());
      return reply(documents.at(-1) as string, hostile.pick(TYPES));
    };
    const events = call(next, hostile.pick(KEYS), hostile.below(3) === 0 ? hostile.below(60) : undefined);
    made += documents.length;
    const wrong = verdict(events);
    if (wrong) expect.fail(`Call ${calls}: ${wrong}\n${documents.join('\n')}`);
    for (const code of codes(events)) ended.set(String(code), (ended.get(String(code)) ?? 0) + 1);
  }
  for (const code of ['11100', '11770', '12100', '12102', '12300']) expect(ended.get(code), code).toBeGreaterThan(0);
});

const KEYS = ['', '', '1', '#', '12#', 's', '1s*9', '*****'];
