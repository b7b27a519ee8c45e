import type { Activity, PhoneEvent } from '../../../shared/phone/events.ts';
import { type CallSpec, Exchange, type ExchangeOptions } from '../../../shared/phone/exchange.ts';
import type { HttpReply, HttpRequest, Transport } from '../../../shared/phone/http/transport.ts';
import type { Leg } from '../../../shared/phone/leg.ts';
import { virtualClock } from '../../../shared/phone/time/clock.ts';
import { type Task, until } from '../../../shared/phone/time/task.ts';
import { type ScriptedReply, scriptedWorld, type WorldScript } from '../../../shared/phone/world/scripted.ts';

/** A case file: one verb or subject, each case an application of a few documents, a caller, and what must happen. */
export interface CaseFile {
  readonly cases: readonly PhoneCase[];
}

export interface PhoneCase {
  readonly name: string;
  /** Twilio's page the case follows. */
  readonly page: string;
  /** Which of the widely misread rules (docs/phone.md) it holds. */
  readonly point?: number;
  /** Answers by path, the same each time or one after another (the last one stays). `/voice` is asked first. */
  readonly documents: Readonly<Record<string, CaseReply | readonly CaseReply[]>>;
  /** What the caller does, one after another. */
  readonly caller?: readonly CallerStep[];
  readonly world?: WorldScript;
  readonly call?: Partial<CallSpec>;
  readonly options?: Partial<Pick<ExchangeOptions, 'onWarning' | 'faults' | 'applications' | 'seed'>>;
  /** Further calls to the same application, each `after` seconds: for queues and conferences. */
  readonly others?: readonly (Partial<CallSpec> & {
    readonly after: number;
    readonly caller?: readonly CallerStep[];
  })[];
  /** Must happen in this order, perhaps with other events in between. `t` is seconds since the call began. */
  readonly expect: readonly Pattern[];
  /** Must not happen. */
  readonly never?: readonly Pattern[];
}

/** A document, or an HTTP answer. */
export type CaseReply =
  | string
  | (ScriptedReply & {
      readonly location?: string;
      readonly cookie?: string;
      readonly headers?: Readonly<Record<string, string>>;
    });

export interface CallerStep {
  /** Waits until the leg does this. */
  readonly at?: Activity;
  /** Then waits so many seconds. */
  readonly after?: number;
  readonly press?: string;
  readonly say?: string;
  readonly confidence?: number;
  readonly hangUp?: true;
}

/**
 * Part of an event: what is given must be equal, `null` means absent, text that begins with `~` must be contained.
 * `t` is compared within 0.06 s.
 */
export type Pattern = Readonly<Record<string, unknown>>;

/** Makes the call of a case on virtual time. @returns everything that happened */
export function runCase(one: PhoneCase): readonly PhoneEvent[] {
  const clock = virtualClock();
  const exchange = new Exchange({
    clock,
    transport: application(one.documents),
    world: scriptedWorld(one.world),
    ...one.options,
  });
  const spec = { from: '+15550100199', to: '+15550100100', voiceUrl: 'https://app.test/voice', ...one.call };
  // All callers begin within the first one's, so that none is over before the next begins.
  exchange.call(spec, function* (leg) {
    for (const { after, caller, ...other } of one.others ?? []) {
      exchange.spawn(later(exchange, after, { ...spec, ...other }, caller));
    }
    yield* act(exchange, leg, one.caller ?? []);
  });
  return exchange.events;
}

function* later(exchange: Exchange, after: number, spec: CallSpec, caller: readonly CallerStep[] = []): Task<void> {
  yield* until(exchange.sleep(after));
  exchange.call(spec, (leg) => act(exchange, leg, caller));
}

function* act(exchange: Exchange, leg: Leg, steps: readonly CallerStep[]): Task<void> {
  for (const { at, after, press, say, confidence, hangUp } of steps) {
    if (at) yield* until(leg.when(({ activity }) => activity === at || activity === 'over'));
    if (after) yield* until(exchange.sleep(after));
    if (press) leg.press(press);
    if (say) leg.say(say, confidence);
    if (hangUp) leg.hangUp();
    // Lets the call take it in before the next step looks.
    yield* until(exchange.sleep(0));
  }
}

/** Events of a case that match a pattern, in words for a failing test. */
export function mismatch(one: PhoneCase, events: readonly PhoneEvent[]): string | undefined {
  const start = events[0]?.at ?? 0;
  const timed = events.map((event) => ({ ...event, t: (event.at - start) / 1_000 }));
  let from = 0;
  for (const pattern of one.expect) {
    const at = timed.findIndex((event, index) => index >= from && matches(event, pattern));
    if (at === -1) return `Expected ${JSON.stringify(pattern)}, but then came only:\n${told(timed.slice(from))}`;
    from = at + 1;
  }
  for (const pattern of one.never ?? []) {
    const found = timed.find((event) => matches(event, pattern));
    if (found) return `Must not happen: ${JSON.stringify(pattern)}, but there was ${JSON.stringify(found)}`;
  }
  const crash = timed.find((event) => event.kind === 'error' && event.message.startsWith('The phone failed'));
  return crash && `The phone failed: ${JSON.stringify(crash)}`;
}

function matches(actual: unknown, wanted: unknown, key = ''): boolean {
  if (wanted === null) return actual === undefined;
  if (key === 't' && typeof wanted === 'number') return Math.abs(Number(actual) - wanted) <= 0.06;
  if (typeof wanted === 'string' && wanted.startsWith('~')) return String(actual).includes(wanted.slice(1));
  if (typeof wanted !== 'object') return actual === wanted;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(wanted).every(([name, value]) => matches(Reflect.get(actual, name), value, name));
}

function told(events: readonly object[]): string {
  return events
    .map((event) => {
      const { order, at, headers, ...rest } = event as Record<string, unknown>;
      return `  ${JSON.stringify(rest)}`;
    })
    .join('\n');
}

function application(documents: PhoneCase['documents']): Transport {
  const asked = new Map<string, number>();
  return {
    send: (request: HttpRequest): HttpReply => {
      const path = new URL(request.url).pathname;
      const count = asked.get(path) ?? 0;
      asked.set(path, count + 1);
      const known = documents[path];
      const list: readonly CaseReply[] = Array.isArray(known) ? known : known === undefined ? [] : [known as CaseReply];
      return replyOf(list[Math.min(count, list.length - 1)]);
    },
  };
}

function replyOf(reply: CaseReply | undefined): HttpReply {
  if (reply === undefined) return { ok: true, status: 404, headers: { 'content-type': 'text/plain' }, body: 'none' };
  if (typeof reply === 'string') return { ok: true, status: 200, headers: { 'content-type': 'text/xml' }, body: reply };
  const { status = reply.location ? 302 : 200, body = '', contentType = 'text/xml', seconds, failure } = reply;
  const took = seconds === undefined ? {} : { seconds };
  if (failure) return { ok: false, failure, message: failure, ...took };
  const headers: Record<string, string> = { 'content-type': contentType, ...reply.headers };
  if (reply.location) headers.location = reply.location;
  if (reply.cookie) headers['set-cookie'] = reply.cookie;
  return { ok: true, status, headers, body, ...took };
}
