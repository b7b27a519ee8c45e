import type { Happening } from '../events.ts';
import { PHONE_LIMITS } from '../limits.ts';
import type { Scheduler } from '../time/scheduler.ts';
import { firstOf, type Task, until } from '../time/task.ts';
import { type Answer, answerOf, retryReason } from './answer.ts';
import type { Cookies } from './cookies.ts';
import { drawFaults, type NetworkFaults } from './faults.ts';
import { type ConnectionOverrides, connectionOverrides } from './overrides.ts';
import type { Random } from './random.ts';
import { httpRequest } from './request.ts';
import type { HttpReply, HttpRequest, Transport } from './transport.ts';
import { resolveUrl, splitCredentials, splitFragment } from './url.ts';

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
    const overrides = connectionOverrides(webhook.url);
    for (const problem of overrides.problems) webhook.emit({ kind: 'warning', ...problem });
    const sending: Sending = { token: uuid(random), overrides, deadline: scheduler.clock.now() + overrides.total };
    if (twice) scheduler.spawn(this.#follow(webhook, sending));
    return yield* this.#follow(webhook, sending);
  }

  /** Follows HTTP redirects. */
  *#follow(webhook: Webhook, sending: Sending): Task<Answer> {
    let at: Pick<Webhook, 'url' | 'method' | 'parameters'> = webhook;
    for (let hops = 0; hops <= PHONE_LIMITS.httpRedirects; hops++) {
      const { reply, request, id } = yield* this.#try({ ...webhook, ...at }, sending);
      const { url } = splitFragment(at.url);
      const location = reply.ok && REDIRECTS.has(reply.status) ? reply.headers.location : undefined;
      const next = location === undefined ? undefined : resolveUrl(location, url);
      if (next === undefined) {
        const answer = answerOf(reply, { url, method: request.method }, id);
        // A password has no place in messages and parameters.
        return answer.ok ? answer : { ...answer, url: request.url };
      }
      // Parameters such as Digits are not sent again.
      at = { url: next, method: 'GET', parameters: {} };
    }
    return { ok: false, code: 11215, message: 'HTTP too many redirects', url: splitFragment(webhook.url).url };
  }

  /** One request with its retries. */
  *#try(webhook: Webhook, sending: Sending): Task<Exchanged> {
    const { retries, policy } = sending.overrides;
    for (let attempt = 1, retried = 0; ; attempt++) {
      const exchanged = yield* this.#once(webhook, sending, attempt);
      if (loggedIn(webhook, exchanged)) continue;
      const reason = retryReason(exchanged.reply);
      const late = this.#deps.scheduler.clock.now() >= sending.deadline;
      if (late || reason === undefined || retried++ >= retries || !policy.has(reason)) return exchanged;
    }
  }

  *#once(webhook: Webhook, { token, overrides, deadline }: Sending, attempt: number): Task<Exchanged> {
    const id = ++this.#sent;
    const { purpose, parameters, method, cookies } = webhook;
    const { connect, read } = overrides;
    const total = Math.max(0, Math.min(connect + read, deadline - this.#deps.scheduler.clock.now()));
    const timeout = { total, connect: Math.min(connect, total), read: Math.min(read, total) };
    const { sign } = this.#deps;
    const request = httpRequest({ url: webhook.url, method, parameters, cookies, token, timeout, sign });
    const { url, headers } = request;
    webhook.emit({ kind: 'request', id, purpose, method, url, parameters, headers, attempt });
    let reply = NOT_AWAITED;
    try {
      reply = yield* this.#exchange(request);
      if (reply.ok) cookies.take(url, reply.headers['set-cookie']);
    } finally {
      // Also where the call ends meanwhile: whoever counts what is under way must see every request end.
      webhook.emit(responseOf(id, reply));
    }
    return { reply, request, id };
  }

  *#exchange(request: HttpRequest): Task<HttpReply> {
    const { scheduler, transport, instead } = this.#deps;
    const started = scheduler.clock.now();
    const sent = instead?.(request) ?? transport.send(request);
    let reply: HttpReply;
    if ('then' in sent) {
      const settled = yield* firstOf({
        answer: scheduler.outside(sent),
        late: scheduler.sleep(request.timeout.total),
      });
      if (settled.which === 'late') return TIMED_OUT;
      reply = settled.value.ok
        ? settled.value.value
        : { ok: false, failure: 'protocol', message: String(settled.value.error) };
    } else reply = sent;
    const most = limitOf(reply, request);
    const took = reply.seconds === undefined ? silence(reply, request) : reply.seconds * 1_000;
    // In real time it has already passed.
    const rest = Math.min(took, most) - (scheduler.clock.now() - started);
    if (rest > 0) yield* until(scheduler.sleep(rest));
    return reply.ok && took >= most ? TIMED_OUT : reply;
  }
}

/** One webhook on its way, redirects, retries and duplicates together. */
interface Sending {
  readonly token: string;
  readonly overrides: ConnectionOverrides;
  /** Moment at which Twilio gives up. */
  readonly deadline: number;
}

interface Exchanged {
  readonly reply: HttpReply;
  readonly request: HttpRequest;
  readonly id: number;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const NOT_AWAITED: HttpReply = { ok: false, failure: 'protocol', message: 'The call ended before the answer came.' };

const TIMED_OUT: HttpReply = { ok: false, failure: 'timeout', message: 'No answer within the time limit.' };

function responseOf(id: number, reply: HttpReply): Happening {
  const none = { kind: 'response', id, status: undefined, contentType: '', headers: {}, body: '' } as const;
  if (!reply.ok) return { ...none, failure: reply.message };
  const { status, headers, body } = reply;
  const contentType = headers['content-type'] ?? '';
  return { ...none, status, contentType, headers, body: body.slice(0, PHONE_LIMITS.bodyKept) };
}

/**
 * Twilio first asks without the credentials in a URL, and once more with them after a 401.
 * https://www.twilio.com/docs/usage/security#http-authentication
 */
function loggedIn({ url, cookies }: Webhook, { reply, request }: Exchanged): boolean {
  if (!reply.ok || reply.status !== 401 || !/\bbasic\b/i.test(reply.headers['www-authenticate'] ?? '')) return false;
  const { basic } = splitCredentials(url);
  if (basic === undefined || request.headers.Authorization === basic) return false;
  cookies.logIn(request.url, basic);
  return true;
}

/** Milliseconds this reply may take. */
function limitOf(reply: HttpReply, { timeout }: HttpRequest): number {
  if (reply.ok) return timeout.read;
  return reply.failure === 'connect' ? timeout.connect : reply.failure === 'timeout' ? timeout.read : timeout.total;
}

/** Milliseconds a reply takes of which nothing else is said: where nothing comes, as long as Twilio waits. */
function silence(reply: HttpReply, { timeout }: HttpRequest): number {
  if (reply.ok) return 0;
  return reply.failure === 'connect' ? timeout.connect : reply.failure === 'timeout' ? timeout.read : 0;
}

function uuid(random: Random): string {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
