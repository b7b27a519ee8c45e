import type { Channel } from '../block.ts';
import { type Admission, admit } from '../engine/admission.ts';
import { asideTurn, resumeAside } from '../engine/aside.ts';
import type { CompiledFlow } from '../engine/compile.ts';
import { conversationOf } from '../engine/conversation.ts';
import { fallbackTwiml } from '../engine/fallback.ts';
import { entryUrl, linksFor } from '../engine/links.ts';
import { assumed } from '../engine/settle.ts';
import { type Target, targetOf } from '../engine/target.ts';
import { resumeTurn, startTurn } from '../engine/turn.ts';
import type { EngineServices, Session, Turned, TurnResult } from '../engine/types.ts';
import type { Environment } from '../flow/environments.ts';
import type { HttpReply, HttpRequest, Transport } from '../phone/http/transport.ts';
import { serialise } from '../twiml/serialise.ts';
import { type AskedMessage, MessageBook } from './message-book.ts';
import { type Gone, Performer, type PerformerOptions } from './performer.ts';

export interface FlowAppOptions {
  readonly flow: CompiledFlow;
  /** Id in URLs, as the server would use it. */
  readonly id: string;
  /** Public address the flow pretends to have, without a trailing slash. */
  readonly base?: string;
  /** Milliseconds since the epoch, on the call's clock. */
  readonly now: () => number;
  /** Makes one-time tokens; they need not be hard to guess here. */
  readonly token?: () => string;
  readonly onTurn?: (turn: AppTurn) => void;
  /** Language of the flow in which calls begin; else the number decides. */
  readonly language?: string | undefined;
  /** What templates see as `env`. */
  readonly env?: Environment | undefined;
  /** Environment that the flow runs in; `live` if absent. */
  readonly environment?: string | undefined;
  /** Does, or pretends to do, what blocks want done; all goes well if absent. */
  readonly perform?: PerformerOptions['perform'];
  /** Calls `job` later on the call's clock; see `PerformerOptions`. */
  readonly after?: PerformerOptions['after'];
}

/** One turn that the flow answered. */
export interface AppTurn {
  /** Counts from 1; the reply's header `TURN_HEADER` names it. */
  readonly number: number;
  readonly target: Target;
  readonly request: HttpRequest;
  readonly result: TurnResult;
}

/** Ties a reply to its turn; only ever set in process. */
export const TURN_HEADER = 'x-patchcord-turn';

/** Where a flow lives while it is tried out: no such host exists. */
export const REHEARSAL_BASE = 'https://patchcord.invalid';

/**
 * A flow as a TwiML application in process: the production engine behind webhooks that never leave the page. It admits requests
 * as the server does: one-time tokens, repetitions, callbacks.
 */
export class FlowApp implements Transport {
  readonly turns: AppTurn[] = [];
  /** Callbacks that expect no TwiML, as they came. */
  readonly callbacks: { readonly target: Target; readonly parameters: Readonly<Record<string, string>> }[] = [];
  readonly base: string;
  readonly #options: FlowAppOptions;
  readonly #calls = new Map<string, Call>();
  readonly #messages = new MessageBook();
  readonly #performer: Performer;
  #tokens = 0;

  constructor(options: FlowAppOptions) {
    this.#options = options;
    this.base = options.base || REHEARSAL_BASE;
    const { perform = (pending) => ({ outcome: assumed(pending) }), now, after } = options;
    this.#performer = new Performer({ perform, now, after });
  }

  /** Where a number that runs this flow points. */
  entry(channel: Channel = 'voice'): string {
    return entryUrl(this.base, this.#options.id, channel, this.#options.environment);
  }

  /** Latest state of a call. */
  session(sid: string): Session | undefined {
    return this.#calls.get(sid)?.session;
  }

  /** At once, unless something takes time that is really done. */
  send(request: HttpRequest): HttpReply | Promise<HttpReply> {
    const target = request.url.startsWith(`${this.base}/`) ? targetOf(request.url.slice(this.base.length)) : undefined;
    if (!target) return outside(request.url);
    if (target.flow !== this.#options.id) return text(404, `Here is only the flow "${this.#options.id}".`);
    if (target.kind === 'fallback') return twiml(serialise(fallbackTwiml(this.#options.flow.settings, target.channel)));
    if (target.kind !== 'entry' && target.kind !== 'action' && target.kind !== 'aside') {
      this.callbacks.push({ target, parameters: request.parameters });
      return { ok: true, status: 204, headers: {}, body: '' };
    }
    return target.channel === 'messaging' && target.kind === 'entry'
      ? this.#message(target, request)
      : this.#turn(target, request);
  }

  #turn(target: Target, request: HttpRequest): HttpReply | Promise<HttpReply> {
    const sid = target.call || conversationOf(target.token) || (request.parameters.CallSid ?? '');
    const key = keyOf(request);
    const call = this.#calls.get(sid);
    const admission = admit(target, call, call?.answers.get(key)?.xml);
    if (admission.kind === 'refuse') return text(403, admission.reason);
    if (admission.kind === 'repeat') {
      const turn =
        call?.answers.get(key)?.turn ?? this.turns.findLast(({ result }) => result.session.sid === sid)?.number;
      return twiml(admission.answer, turn);
    }
    const turned = this.#answer(admission, sid, target, request, call);
    return this.#go(turned, (gone) => this.#keep(target, request, gone, admission.kind === 'aside' ? call : undefined));
  }

  /** A message goes on with the conversation that waits for it, or begins one. */
  #message(target: Target, request: HttpRequest): HttpReply | Promise<HttpReply> {
    const { flow, now } = this.#options;
    const message = { flow: target.flow, parameters: request.parameters };
    const latest = this.session(this.#messages.conversation(message) ?? '');
    const admission = this.#messages.admit(message, flow, latest, now());
    if (admission.kind === 'repeat') return twiml(admission.answer, this.#messages.turnOf(message));
    const turned =
      admission.kind === 'resume' && latest
        ? resumeTurn(flow, latest, admission.request, this.#services(target))
        : this.#start(request.parameters.MessageSid ?? '', target, request, undefined);
    return this.#go(turned, (gone) => this.#keep(target, request, gone, undefined, message));
  }

  /** @param beside call that an aside was answered for, which stays where it was */
  #keep(
    target: Target,
    request: HttpRequest,
    { result, seconds }: Gone,
    beside?: Call,
    message?: AskedMessage,
  ): HttpReply {
    const { sid } = result.session;
    const turn: AppTurn = { number: this.turns.length + 1, target, request, result };
    this.turns.push(turn);
    this.#messages.add(message, result, turn.number);
    const answers = this.#calls.get(sid)?.answers ?? new Map<string, Answer>();
    answers.set(keyOf(request), { xml: result.xml, turn: turn.number });
    this.#calls.set(sid, { session: result.session, latest: beside?.latest ?? result.xml, answers });
    this.#options.onTurn?.(turn);
    return seconds === 0 ? twiml(result.xml, turn.number) : { ...twiml(result.xml, turn.number), seconds };
  }

  #go(turned: Turned, keep: (gone: Gone) => HttpReply): HttpReply | Promise<HttpReply> {
    const gone = this.#performer.go(turned);
    return gone instanceof Promise ? gone.then(keep) : keep(gone);
  }

  #answer(admission: Admission, sid: string, target: Target, request: HttpRequest, call?: Call): Turned {
    const { flow } = this.#options;
    const services = this.#services(target);
    if (admission.kind === 'resume' && call) return resumeTurn(flow, call.session, request, services);
    if (admission.kind !== 'aside' || !call) return this.#start(sid, target, request, call);
    if (admission.key !== undefined) {
      return resumeAside(flow, call.session, admission.key, request, { ...services, request: keyOf(request) });
    }
    const place = { block: target.block ?? '', exit: target.exit, leg: request.parameters.CallSid ?? '' };
    return asideTurn(flow, call.session, place, request, { ...services, request: keyOf(request) });
  }

  #start(sid: string, { channel }: Target, request: HttpRequest, before: Call | undefined): Turned {
    const { flow, id, language, environment } = this.#options;
    const start = { sid, channel, flowId: id, version: 0, request, before: before?.session, language, environment };
    return startTurn(flow, start, this.#services({ channel }));
  }

  #services({ channel }: Pick<Target, 'channel'>): EngineServices {
    const { now, id, env = {}, environment, token = () => `rehearsal${++this.#tokens}` } = this.#options;
    return { token, now, env: () => env, links: linksFor(this.base, id, channel, environment) };
  }
}

/** The same request again has the same key. */
function keyOf({ method, url, body }: HttpRequest): string {
  return `${method} ${url} ${body}`;
}

interface Answer {
  readonly xml: string;
  readonly turn: number;
}

interface Call {
  readonly session: Session;
  readonly latest: string;
  readonly answers: Map<string, Answer>;
}

function twiml(body: string, turn?: number): HttpReply {
  const headers: Record<string, string> = { 'content-type': 'text/xml; charset=utf-8' };
  if (turn !== undefined) headers[TURN_HEADER] = String(turn);
  return { ok: true, status: 200, headers, body };
}

function text(status: number, body: string): HttpReply {
  return { ok: true, status, headers: { 'content-type': 'text/plain' }, body };
}

function outside(url: string): HttpReply {
  const message = `${url} is outside the flow; say what it answers under "http" in the test's world.`;
  return { ok: false, failure: 'host', message };
}
