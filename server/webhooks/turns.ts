import type { StepNote, TurnRequest } from '../../shared/block.ts';
import { type Admission, admit, isExpected } from '../../shared/engine/admission.ts';
import { asideTurn, resumeAside } from '../../shared/engine/aside.ts';
import type { CompiledFlow } from '../../shared/engine/compile.ts';
import { asideFallback, fallbackTwiml } from '../../shared/engine/fallback.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { startOutgoing } from '../../shared/engine/outgoing.ts';
import { resumeTurn, startTurn } from '../../shared/engine/turn.ts';
import type { EngineServices, Session, Turned } from '../../shared/engine/types.ts';
import type { Environment } from '../../shared/flow/environments.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import type { StoredCall } from '../store/store.ts';
import { Conversations, isMessage, type MessageStep, type NamedWebhook, nameOf } from './conversations.ts';
import type { Webhook } from './gate.ts';
import type { LiveFlow, LiveFlows } from './live-flows.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { type KeeperDeps, TurnKeeper } from './turn-keeper.ts';
import { about } from './webhook-log.ts';

export interface TurnsDeps extends KeeperDeps {
  readonly flows: LiveFlows;
  /** An unguessable, URL-safe token. */
  readonly token: () => string;
  /** What an environment holds now, without its secrets. */
  readonly env: (environment: string) => Environment;
  readonly publicUrl: () => string;
}

/**
 * Turns webhooks into TwiML. One request is one turn of its call, stored before it is answered; the same request again gets
 * the same answer. Nothing here rejects: whatever fails, the caller gets the fallback prompt and the log a reason.
 */
export class Turns {
  readonly #deps: TurnsDeps;
  readonly #perCall = new OneAtATime();
  readonly #conversations: Conversations;
  readonly #keeper: TurnKeeper;

  constructor(deps: TurnsDeps) {
    this.#deps = deps;
    this.#keeper = new TurnKeeper(deps);
    this.#conversations = new Conversations({ ...deps, perSession: this.#perCall });
  }

  /** @returns the document for an entry or action request */
  async answer(hook: Webhook): Promise<string> {
    const began = performance.now();
    const place = isMessage(hook) ? undefined : this.#perCall.enter(hook.sid);
    try {
      if (!place) return await this.#conversations.answer(hook, (step) => this.#message(hook, began, step));
      if (place.turn) await place.turn;
      return await this.#turn(hook, began);
    } catch (error) {
      this.#deps.log.error({ err: error, ...about(hook) }, 'A turn failed; the caller got the fallback prompt.');
      return this.fallback(hook);
    } finally {
      place?.leave();
    }
  }

  /**
   * The document for a placed call that was answered: it begins on the version it was placed with, and with its own values of
   * variables; a repetition gets the same again.
   */
  answerPlaced(placed: Webhook, version: number, variables: CompiledFlow['variables']): Promise<string> {
    const hook: Webhook = { ...placed, kind: 'entry', token: '' };
    return this.#answerOn(hook, version, (flow, start, services) => startOutgoing(flow, start, variables, services));
  }

  /** The document for a call that came in and tries a version which others do not get; a repetition gets the same again. */
  answerOn(hook: Webhook, version: number): Promise<string> {
    return this.#answerOn(hook, version, startTurn);
  }

  async #answerOn(hook: Webhook, version: number, begin: typeof startTurn): Promise<string> {
    const began = performance.now();
    const place = this.#perCall.enter(hook.sid);
    try {
      if (place.turn) await place.turn;
      const call = await this.#deps.calls.load(hook.sid);
      const admission = admit(hook, call, await call?.answer(hook.key));
      if (admission.kind === 'repeat') return admission.answer;
      if (admission.kind === 'refuse') throw new Error(admission.reason);
      const flow = await this.#deps.flows.version(hook.flow, version);
      if (!flow) throw new Error(`Version ${version} of flow "${hook.flow}" is missing.`);
      return await this.#keeper.keep(
        hook,
        began,
        begin(flow.compiled, startOf(hook, flow, call?.session), this.#services(hook)),
      );
    } catch (error) {
      this.#deps.log.error({ err: error, ...about(hook) }, 'A turn failed; the caller got the fallback prompt.');
      return this.fallback(hook, version);
    } finally {
      place.leave();
    }
  }

  #message(hook: Webhook, began: number, step: MessageStep): Promise<string> {
    const { name } = step;
    if (step.kind === 'begin') {
      return this.#begin({ ...hook, name, sid: step.before?.sid ?? hook.sid }, began, step.before);
    }
    const { session, flow, request } = step;
    return this.#keeper.keep(
      { ...hook, sid: session.sid },
      began,
      this.#next({ ...hook, name }, session, flow, request),
    );
  }

  /**
   * The flow's fallback document, or the general one while the flow cannot be read.
   *
   * @param version of a call that was placed; otherwise the live one
   */
  async fallback({ flow, environment, channel, call, parameters }: Webhook, version?: number): Promise<string> {
    // A failure beside a call must not end the call.
    if (call !== '') return serialise(asideFallback(parameters));
    let live: LiveFlow | undefined;
    try {
      live = await (version === undefined
        ? this.#deps.flows.live(flow, environment)
        : this.#deps.flows.version(flow, version));
    } catch {
      // The general document does without the flow.
    }
    return serialise(fallbackTwiml(live?.compiled.settings, channel));
  }

  /** Promises only where something must be waited for: a busy call is in memory, and so is its flow. */
  #turn(hook: Webhook, began: number): Promise<string> {
    if (isRinging(hook) && !this.#deps.calls.remembers(hook.sid)) return this.#beginUnseen(hook, began);
    return this.#load(hook, began);
  }

  /** A call that rings is new, but for repetitions after a restart: looking for each on disk would be for nothing. */
  #beginUnseen(hook: Webhook, began: number): Promise<string> {
    const flow = this.#deps.flows.live(hook.flow, hook.environment);
    if (!flow || flow instanceof Promise) return this.#load(hook, began);
    const started = this.#start(hook, flow);
    // What is done cannot be taken back where the call turns out to be known.
    if ('effect' in started) return this.#load(hook, began);
    return this.#keeper.keep(hook, began, started).catch(async (error) => {
      if (!(await this.#deps.calls.load(hook.sid))) throw error;
      return this.#load(hook, began);
    });
  }

  #load(hook: Webhook, began: number): Promise<string> {
    const loaded = this.#deps.calls.load(hook.sid);
    if (loaded instanceof Promise) return loaded.then((call) => this.#admit(hook, call, began));
    return this.#admit(hook, loaded, began);
  }

  #admit(hook: Webhook, call: StoredCall | undefined, began: number): Promise<string> {
    if (!call || isExpected(hook, call.session)) return this.#take(hook, call, admit(hook, call, undefined), began);
    return this.#admitAgain(hook, call, began);
  }

  /** What the call does not wait for: only that needs the answers it gave before. */
  async #admitAgain(hook: Webhook, call: StoredCall, began: number): Promise<string> {
    return this.#take(hook, call, admit(hook, call, await call.answer(hook.key)), began);
  }

  #take(hook: Webhook, call: StoredCall | undefined, admission: Admission, began: number): Promise<string> {
    if (admission.kind === 'refuse') return this.#refuse(hook, admission.reason);
    if (admission.kind === 'begin' || !call) return this.#begin(hook, began, call?.session);
    if (admission.kind === 'aside') return this.#aside(hook, call, began, admission.key);
    if (admission.kind !== 'repeat') return this.#continue(hook, call, began);
    if (admission.stale) {
      const what = 'A request with an old or unknown token changed nothing; it got the latest answer again.';
      this.#deps.log.warn(about(hook), what);
    }
    return Promise.resolve(admission.answer);
  }

  /** The first turn on the live version; `before` is where the call was when another flow handed it over. */
  #begin(hook: NamedWebhook, began: number, before?: Session): Promise<string> {
    const begin = (flow: LiveFlow | undefined): Promise<string> =>
      flow ? this.#keeper.keep(hook, began, this.#start(hook, flow, before)) : this.#refuse(hook, noFlow(hook));
    const flow = this.#deps.flows.live(hook.flow, hook.environment);
    return flow instanceof Promise ? flow.then(begin) : begin(flow);
  }

  /** The next turn on the version that the call is pinned to: from the waiting block, or from the entry once more. */
  #continue(hook: Webhook, call: StoredCall, began: number): Promise<string> {
    const { session } = call;
    const go = (flow: LiveFlow | undefined): Promise<string> => {
      if (!flow) throw new Error(`Version ${session.version} of flow "${session.flow}" is missing.`);
      return this.#keeper.keep(hook, began, this.#next(hook, session, flow));
    };
    const flow = this.#deps.flows.version(session.flow, session.version);
    return flow instanceof Promise ? flow.then(go) : go(flow);
  }

  /** A turn beside the call. What fails in it leaves the call as it is. */
  async #aside(hook: Webhook, { session }: StoredCall, began: number, key?: string): Promise<string> {
    const flow = await this.#deps.flows.version(session.flow, session.version);
    if (!flow) throw new Error(`Version ${session.version} of flow "${session.flow}" is missing.`);
    const services = this.#services(hook, hook.key);
    const { block, exit, parameters } = hook;
    const place = { block: block ?? '', exit, leg: parameters.CallSid ?? '' };
    const turned =
      key === undefined
        ? asideTurn(flow.compiled, session, place, hook, services)
        : resumeAside(flow.compiled, session, key, hook, services);
    return this.#keeper.keep(hook, began, turned, key ?? `${place.block}.${exit}`);
  }

  /** @param message that the session waits for; otherwise the hook itself is what it waits for, or enters the flow once more */
  #next(hook: NamedWebhook, session: Session, flow: LiveFlow, message?: TurnRequest): Turned {
    try {
      return hook.kind === 'entry' && !message
        ? this.#start(hook, flow, session)
        : resumeTurn(flow.compiled, session, message ?? hook, this.#services(session, nameOf(hook)));
    } catch (error) {
      const twiml = fallbackTwiml(flow.compiled.settings, hook.channel);
      const ended: Session = { ...session, status: 'ended', turn: session.turn + 1, waiting: null };
      return { twiml, xml: serialise(twiml), session: ended, log: [], failure: failureOf(error) };
    }
  }

  #start(hook: NamedWebhook, flow: LiveFlow, before?: Session): Turned {
    return startTurn(flow.compiled, startOf(hook, flow, before), this.#services(hook, nameOf(hook)));
  }

  #refuse(hook: Webhook, reason: string): Promise<string> {
    this.#deps.log.error(about(hook), `${reason} The caller got the fallback prompt.`);
    return this.fallback(hook);
  }

  /** @param request its name, where it is not the count of its call's turns */
  #services({ flow, channel, environment }: Place, request?: string): EngineServices {
    const { token, now, env, publicUrl } = this.#deps;
    const services = { token, now, env, links: linksFor(publicUrl(), flow, channel, environment) };
    return request === undefined ? services : { ...services, request };
  }
}

/** What runs where. */
type Place = Pick<Webhook, 'flow' | 'channel' | 'environment'>;

function startOf(request: Webhook, { id, version }: LiveFlow, before?: Session) {
  const { sid, channel, environment } = request;
  return { sid, channel, flowId: id, version, request, before, environment };
}

function noFlow({ flow, environment }: Place): string {
  return environment === undefined
    ? `There is no published flow "${flow}".`
    : `No version of flow "${flow}" runs in the environment "${environment}".`;
}

function isRinging({ channel, kind, parameters }: Webhook): boolean {
  return channel === 'voice' && kind === 'entry' && parameters.CallStatus === 'ringing';
}

function failureOf(error: unknown): StepNote {
  return { code: 'turn-failed', message: error instanceof Error ? error.message : String(error) };
}
