import type { Happening } from '../events.ts';
import { PHONE_LIMITS } from '../limits.ts';
import type { Scheduler } from '../time/scheduler.ts';
import { firstOf, type Task, until } from '../time/task.ts';
import type { Cookies } from './cookies.ts';
import { drawFaults, type NetworkFaults } from './faults.ts';
import { type ConnectionOverrides, connectionOverrides, type RetryReason } from './overrides.ts';
import type { Random } from './random.ts';
import { signedText } from './signed-text.ts';
import type { HttpReply, HttpRequest, Transport } from './transport.ts';
import { formEncode, resolveUrl, splitFragment } from './url.ts';

export interface WebhooksDeps {
  readonly transport: Transport;
  /** Answers instead of the network where it returns something. */
  readonly instead?: ((request: HttpRequest) => HttpReply | undefined) | undefined;
  /** Base64 HMAC-SHA1 of a text with the account's auth token; without it requests are not signed. */
  readonly sign?: ((text: string) => string) | undefined;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: NetworkFaults;
}

/** A webhook with all its parameters. */
export interface Webhook {
  /** Absolute; a fragment holds connection overrides. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
  readonly purpose: string;
  /** True where no TwiML is expected. */
  readonly callback: boolean;
  readonly cookies: Cookies;
  emit(happening: Happening): void;
}

export type Answer =
  | {
      readonly ok: true;
      /** Ties it to its `response` event. */
      readonly id: number;
      /** Where it came from, after HTTP redirects. */
      readonly url: string;
      /** Method of the request that was answered. */
      readonly method: 'GET' | 'POST';
      readonly contentType: string;
      readonly body: string;
      readonly bytes: number;
    }
  | { readonly ok: false; readonly code: number; readonly message: string; readonly url: string };

/**
 * Sends webhooks as Twilio does: signed, with retries, cookies and HTTP redirects, in 15 seconds.
 * https://www.twilio.com/docs/usage/webhooks/getting-started-twilio-webhooks
 */
export class Webhooks {
  readonly #deps: WebhooksDeps;
  #sent = 0;

  constructor(deps: WebhooksDeps) {
    this.#deps = deps;
  }

  *send(webhook: Webhook): Task<Answer> {
    const { scheduler, faults, random } = this.#deps;
    const { seconds, twice } = drawFaults(faults, random, webhook.callback);
    if (seconds > 0) yield* until(scheduler.sleep(seconds * 1_000));
    const token = uuid(random);
    if (twice) scheduler.spawn(this.#follow(webhook, token));
    return yield* this.#follow(webhook, token);
  }

  /** Follows HTTP redirects. */
  *#follow(webhook: Webhook, token: string): Task<Answer> {
    let at: Pick<Webhook, 'url' | 'method' | 'parameters'> = webhook;
    for (let hops = 0; hops <= PHONE_LIMITS.httpRedirects; hops++) {
      const { reply, request, id } = yield* this.#try({ ...webhook, ...at }, token);
      if (!reply.ok) return { ok: false, ...FAILURES[reply.failure], url: request.url };
      webhook.cookies.take(request.url, reply.headers['set-cookie']);
      const location = REDIRECTS.has(reply.status) ? reply.headers.location : undefined;
      const next = location === undefined ? undefined : resolveUrl(location, request.url);
      if (next === undefined) return answerOf(reply, request, id);
      // Parameters such as Digits are not sent again.
      at = { url: next, method: 'GET', parameters: {} };
    }
    return { ok: false, code: 11215, message: 'HTTP too many redirects', url: at.url };
  }

  /** One request with its retries. */
  *#try(webhook: Webhook, token: string): Task<Exchanged> {
    const overrides = connectionOverrides(webhook.url);
    for (let attempt = 1; ; attempt++) {
      const exchanged = yield* this.#once(webhook, token, overrides, attempt);
      const reason = retryReason(exchanged.reply);
      if (reason === undefined || attempt > overrides.retries || !overrides.policy.has(reason)) return exchanged;
    }
  }

  *#once(webhook: Webhook, token: string, overrides: ConnectionOverrides, attempt: number): Task<Exchanged> {
    const id = ++this.#sent;
    const request = this.#request(webhook, token, overrides);
    const { purpose, parameters, method } = webhook;
    const { url, headers } = request;
    webhook.emit({ kind: 'request', id, purpose, method, url, parameters, headers, attempt });
    const reply = yield* this.#exchange(request, overrides);
    webhook.emit({
      kind: 'response',
      id,
      status: reply.ok ? reply.status : undefined,
      contentType: reply.ok ? (reply.headers['content-type'] ?? '') : '',
      headers: reply.ok ? reply.headers : {},
      body: reply.ok ? reply.body : '',
      ...(reply.ok ? {} : { failure: reply.message }),
    });
    return { reply, request, id };
  }

  *#exchange(request: HttpRequest, overrides: ConnectionOverrides): Task<HttpReply> {
    const { scheduler, transport, instead } = this.#deps;
    const sent = instead?.(request) ?? transport.send(request);
    let reply: HttpReply;
    if ('then' in sent) {
      const settled = yield* firstOf({
        answer: scheduler.outside(sent),
        late: scheduler.sleep(overrides.total),
      });
      if (settled.which === 'late') return TIMED_OUT;
      reply = settled.value.ok
        ? settled.value.value
        : { ok: false, failure: 'protocol', message: String(settled.value.error) };
    } else reply = sent;
    const milliseconds = (reply.seconds ?? 0) * 1_000;
    if (milliseconds > 0) yield* until(scheduler.sleep(Math.min(milliseconds, overrides.total)));
    return milliseconds >= overrides.total ? TIMED_OUT : reply;
  }

  #request({ url: whole, method, parameters, cookies }: Webhook, token: string, overrides: ConnectionOverrides) {
    const { url: bare } = splitFragment(whole);
    const form = formEncode(parameters);
    const url = method === 'GET' && form !== '' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare;
    const headers: Record<string, string> = {
      'User-Agent': 'TwilioProxy/1.1',
      Accept: '*/*',
      'I-Twilio-Idempotency-Token': token,
    };
    if (method === 'POST') headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
    const signature = this.#deps.sign?.(signedText(url, method === 'POST' ? parameters : {}));
    if (signature !== undefined) headers['X-Twilio-Signature'] = signature;
    const cookie = cookies.header(url);
    if (cookie !== '') headers.Cookie = cookie;
    const timeout = { total: overrides.total, connect: overrides.connect };
    return { method, url, headers, body: method === 'POST' ? form : '', parameters, timeout } satisfies HttpRequest;
  }
}

interface Exchanged {
  readonly reply: HttpReply;
  readonly request: HttpRequest;
  readonly id: number;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const TIMED_OUT: HttpReply = { ok: false, failure: 'timeout', message: 'No answer within the time limit.' };

/** https://www.twilio.com/docs/api/errors */
const FAILURES = {
  connect: { code: 11205, message: 'HTTP connection failure' },
  refused: { code: 11205, message: 'HTTP connection failure' },
  host: { code: 11210, message: 'HTTP bad host name' },
  tls: { code: 11220, message: 'SSL/TLS handshake error' },
  timeout: { code: 11200, message: 'HTTP retrieval failure: no answer in time' },
  protocol: { code: 11206, message: 'HTTP protocol violation' },
} as const;

function retryReason(reply: HttpReply): RetryReason | undefined {
  if (reply.ok) return reply.status >= 500 ? '5xx' : reply.status >= 400 ? '4xx' : undefined;
  if (reply.failure === 'timeout') return 'rt';
  return reply.failure === 'protocol' ? undefined : 'ct';
}

function answerOf(reply: HttpReply & { readonly ok: true }, request: HttpRequest, id: number): Answer {
  const { status, headers, body } = reply;
  if (status < 200 || status >= 300) {
    return { ok: false, code: 11200, message: `HTTP retrieval failure: status ${status}`, url: request.url };
  }
  const bytes = reply.bytes ?? body.length;
  const contentType = headers['content-type'] ?? '';
  return { ok: true, id, url: request.url, method: request.method, contentType, body, bytes };
}

function uuid(random: Random): string {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
