import type {
  CallbackEffect,
  CodeEffect,
  CodeOutcome,
  Effect,
  HttpEffect,
  HttpOutcome,
  MessageEffect,
  Outcome,
  VoicemailEffect,
} from '../effect.ts';
import type { Json } from '../flow/types.ts';
import type { Happening } from '../phone/events.ts';
import type { HttpReply } from '../phone/http/transport.ts';
import type { World } from '../phone/world/world.ts';
import { sealedText } from '../template/sealed.ts';
import { messageErrorWords } from '../text/message-errors.ts';
import type { Performed } from './performer.ts';
import { isParty } from './plain.ts';

export interface Pretence {
  /** Numbers to which Twilio refuses messages, with its error code: `{ "+15550100199": 21610 }`. */
  readonly refused?: Readonly<Record<string, number>>;
  /** What functions give instead of being run, by block. */
  readonly functions?: Readonly<Record<string, Json>>;
  readonly world: Pick<World, 'http'>;
  /** Sends requests that the world does not answer; nobody does if absent. */
  readonly request?: (effect: HttpEffect, block: string) => Promise<HttpOutcome>;
  /** Runs code. @param now milliseconds since the epoch, on the call's clock */
  readonly runCode?: (effect: CodeEffect, now: number) => Promise<CodeOutcome>;
}

/** For whom it is pretended: the block, which of the call's effects it is, and the time on the call's clock. */
export interface Wish {
  readonly block: string;
  readonly count: number;
  readonly now: number;
}

/** What would come of an effect. Messages are never sent, nobody is called; requests and code are what the pretence says. */
export function pretend(effect: Effect, pretence: Pretence, wish: Wish): Performed | Promise<Performed> {
  switch (effect.kind) {
    case 'message':
      return message(effect, pretence, wish);
    case 'http':
      return http(effect, pretence, wish);
    case 'code':
      return code(effect, pretence, wish);
    case 'voicemail':
      return { outcome: { kind: 'voicemail', result: 'accepted' } };
    case 'callback':
      return { outcome: { kind: 'callback', result: 'accepted', already: false } };
  }
}

/** How an effect shows in the call. */
export function happeningsOf(effect: Effect, outcome: Outcome): readonly Happening[] {
  if (effect.kind === 'voicemail') return voicemailHappenings(effect);
  if (effect.kind === 'callback') return [callbackHappening(effect)];
  return happeningOf(effect, outcome) ?? [];
}

function happeningOf(effect: Effect, outcome: Outcome): [Happening] | undefined {
  if (effect.kind === 'message' && outcome.kind === 'message') return [messageHappening(effect, outcome)];
  if (effect.kind === 'http' && outcome.kind === 'http') {
    const { method, url } = effect;
    const came = outcome.result === 'answered' ? String(outcome.status) : outcome.reason;
    return [{ kind: 'note', what: 'http-request', details: { method, url: sealedText(url), came } }];
  }
  if (outcome.kind !== 'code' || !outcome.logs?.length) return undefined;
  return [{ kind: 'note', what: 'console', details: { lines: outcome.logs.join('\n') } }];
}

function message({ form }: MessageEffect, { refused = {} }: Pretence, { count }: Wish): Performed {
  const code = Object.entries(refused).find(([number]) => isParty(number, form.To))?.[1];
  if (code !== undefined) {
    const reason = `The message was not sent: ${refusalWords(code)}.`;
    return { outcome: { kind: 'message', result: 'refused', code, reason } };
  }
  const sid = `SM${count.toString(16).padStart(32, '0')}`;
  return { outcome: { kind: 'message', result: 'accepted', sid, status: 'queued' } };
}

function messageHappening({ form }: MessageEffect, outcome: Outcome): Happening {
  const { To: to, From, MessagingServiceSid, Body = '', MediaUrl = [] } = form;
  if (outcome.kind === 'message' && outcome.result === 'refused') {
    return { kind: 'note', what: 'message-refused', details: { to, reason: refusalWords(outcome.code ?? 0) } };
  }
  const body = Body || MediaUrl.join(' ') || form.ContentSid || '';
  return { kind: 'sms', to, from: From ?? MessagingServiceSid ?? '', body, rest: true };
}

function refusalWords(code: number): string {
  return `${messageErrorWords(code) ?? 'Twilio refused it'} (${code})`;
}

function http(effect: HttpEffect, { world, request }: Pretence, { block }: Wish): Performed | Promise<Performed> {
  const url = sealedText(effect.url);
  const reply = world.http?.({ url });
  if (reply) return replied(reply, effect);
  if (request) return request(effect, block).then((outcome) => ({ outcome }));
  const reason = `Nothing answers for ${url.slice(0, 200)} here. Say what it answers under "http" in the test.`;
  return { outcome: { kind: 'http', result: 'failed', reason } };
}

function replied(reply: HttpReply, { timeout }: HttpEffect): Performed {
  const { seconds = reply.ok || (reply.failure !== 'timeout' && reply.failure !== 'connect') ? 0 : timeout } = reply;
  if (seconds >= timeout && seconds > 0) {
    const reason = `There was no answer within ${timeout} s.`;
    return { outcome: { kind: 'http', result: 'timeout', reason }, seconds: timeout };
  }
  if (!reply.ok) return { outcome: { kind: 'http', result: 'failed', reason: reply.message }, seconds };
  const { status, headers, body } = reply;
  const contentType = headers['content-type'] ?? '';
  return { outcome: { kind: 'http', result: 'answered', status, contentType, body }, seconds };
}

function code(effect: CodeEffect, { functions = {}, runCode }: Pretence, wish: Wish): Performed | Promise<Performed> {
  const mock = Object.hasOwn(functions, wish.block) ? functions[wish.block] : undefined;
  if (mock !== undefined) return { outcome: { kind: 'code', result: 'done', value: mock } };
  if (runCode) return runCode(effect, wish.now).then((outcome) => ({ outcome }));
  const reason = 'No code is run here. Say what it gives under "functions" in the test.';
  return { outcome: { kind: 'code', result: 'failed', reason } };
}

/** The message, and those who would be told of it. */
function voicemailHappenings({ box, seconds, notice = { waits: false } }: VoicemailEffect): readonly Happening[] {
  const { sms, webhook } = notice;
  const details = { box, seconds: String(seconds), ...(webhook !== undefined && { webhook: sealedText(webhook) }) };
  const texts = (sms?.to ?? []).map((to): Happening => {
    return { kind: 'sms', to, from: sms?.from ?? '', body: sms?.text ?? '', rest: true };
  });
  return [{ kind: 'note', what: 'voicemail', details }, ...texts];
}

/** Who would be called, and when at the earliest. */
function callbackHappening({ to, from, flow, earliest, tries }: CallbackEffect): Happening {
  const at = new Date(earliest).toISOString();
  return { kind: 'note', what: 'callback', details: { to, from, at, tries: String(tries), ...(flow && { flow }) } };
}
