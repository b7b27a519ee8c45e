import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect, Outcome, OutcomeOf } from '../../shared/effect.ts';
import { EFFECT_TIMES, type EffectTimes, late, noTime } from '../../shared/engine/late.ts';
import { linksFor } from '../../shared/engine/links.ts';
import type { EffectPlace, PendingTurn, Turned } from '../../shared/engine/types.ts';
import type { EffectCap, EffectRecord, EffectStore } from '../store/store.ts';
import type { Webhook } from './gate.ts';
import type { WebhookLog } from './webhook-log.ts';

/** Does one kind of effect for real. None of it rejects: what goes wrong is an outcome. */
export interface EffectService<E extends Effect = Effect> {
  /** Done twice it is as done once, so it is not written down, and done again where the same turn is run again. */
  readonly pure?: boolean;
  /** Why it must not be done; asked before anything is written down. */
  prevent(effect: E, place: EffectPlace): Promise<OutcomeOf<E> | undefined>;
  /** How many there may be; counted when it is written down. */
  caps(effect: E, place: EffectPlace): readonly EffectCap[];
  /** Does it, once. @param statusUrl where Twilio may tell more of it */
  perform(record: Begun<E>, statusUrl: string): Promise<OutcomeOf<E>>;
  /** What became of an effect that was begun and whose outcome got lost. Does again only what may be done twice without harm. */
  findOut(record: Begun<E>): Promise<OutcomeOf<E>>;
}

/** An effect as it was written down. */
export type Begun<E extends Effect> = EffectRecord & { readonly effect: E };

export type EffectServices = { readonly [K in Effect['kind']]: EffectService<Extract<Effect, { readonly kind: K }>> };

export interface EffectsDeps {
  readonly store: EffectStore;
  readonly services: EffectServices;
  readonly log: WebhookLog;
  readonly token: () => string;
  readonly now: () => number;
  readonly publicUrl: () => string;
  readonly times?: EffectTimes;
}

/** What is left of the time when it is not worth beginning anything. */
const TOO_LATE = 1_000;

/**
 * Lets blocks have things done, each visit of a block once: it is written down before it is begun and its outcome after, so that
 * the same turn run again, in this process or the next one, finds what there is.
 */
export class Effects {
  readonly #deps: EffectsDeps;
  readonly #times: EffectTimes;
  readonly #running = new Map<string, Promise<Outcome>>();

  constructor(deps: EffectsDeps) {
    this.#deps = deps;
    this.#times = deps.times ?? EFFECT_TIMES;
  }

  /** Goes on with a turn: at once, after a wait, or by putting the caller on hold. @param began when its request came, by `performance.now` */
  async advance(pending: PendingTurn, began: number): Promise<Turned> {
    const { effect, place, hold } = pending;
    const left = (hold ? this.#times.hold : this.#times.most) - (performance.now() - began);
    const outcome = await within(this.#outcome(effect, place, hold !== undefined || left >= TOO_LATE), left);
    if (outcome) return pending.proceed(outcome);
    return hold ? hold() : pending.proceed(late(effect));
  }

  /** Does what is wanted beside a turn, once for its place however often it is asked. @returns what came of it */
  once(effect: Effect, place: EffectPlace): Promise<Outcome> {
    return this.#outcome(effect, place, true);
  }

  /** Takes in what Twilio tells of an effect later. @returns it, or undefined where there is no such effect */
  async told({ token, parameters }: Webhook): Promise<EffectRecord | undefined> {
    const { store } = this.#deps;
    const record = await store.byId(token);
    const { MessageSid } = parameters;
    if (record && MessageSid && record.reference !== MessageSid) await store.refer(record.id, MessageSid);
    return record;
  }

  /** Resolves once the outcome of all that is under way is written down, or after so many milliseconds. */
  async idle(most: number): Promise<void> {
    await within(Promise.allSettled(this.#running.values()), most);
  }

  /**
   * Whoever asks for the same place while it is under way waits for the same outcome.
   *
   * @param inTime whether what was not begun may be begun
   */
  #outcome(effect: Effect, place: EffectPlace, inTime: boolean): Promise<Outcome> {
    const { channel, sid, flow, block, visit } = place;
    const key = JSON.stringify([channel === 'voice' ? sid : flow, block, visit]);
    const running = this.#running.get(key);
    if (running) return running;
    const made = this.#make(effect, place, inTime).finally(() => this.#running.delete(key));
    this.#running.set(key, made);
    // Nobody may wait for it any more.
    made.catch((error) => this.#deps.log.error({ err: error, ...place }, 'An effect could not be kept.'));
    return made;
  }

  async #make(effect: Effect, place: EffectPlace, inTime: boolean): Promise<Outcome> {
    const { store, services } = this.#deps;
    // A service is only ever given effects of its own kind.
    const service = services[effect.kind] as unknown as EffectService;
    const begun = { ...place, id: this.#deps.token(), effect, at: this.#deps.now() };
    const record = { ...begun, outcome: undefined, reference: undefined };
    if (service.pure) return service.perform(record, '');
    const known = await store.find(place);
    if (known) return known.outcome ?? this.#settle(known, service.findOut(known));
    if (!inTime) return noTime(effect);
    const prevented = await service.prevent(effect, place);
    if (prevented) return this.#notAllowed(place, prevented);
    const answer = await store.begin(begun, service.caps(effect, place));
    // Somebody else has begun it since: another process.
    if (answer === 'taken') return this.#make(effect, place, inTime);
    if (answer !== 'begun') return this.#notAllowed(place, answer.outcome);
    return this.#settle(record, service.perform(record, this.#statusUrl(record, place)));
  }

  #notAllowed(place: EffectPlace, outcome: Outcome): Outcome {
    this.#deps.log.warn({ ...place, ...outcome }, 'An effect was not allowed.');
    return outcome;
  }

  async #settle(record: EffectRecord, work: Promise<Outcome>): Promise<Outcome> {
    const outcome = (await within(work, LONGEST)) ?? late(record.effect);
    const what = WORRYING[outcome.result];
    if (what !== undefined) {
      const { sid, flow, block, visit } = record;
      this.#deps.log.warn({ sid, flow, block, visit, ...outcome }, what);
    }
    await this.#deps.store.settle(record.id, outcome);
    return outcome;
  }

  #statusUrl({ id, block, flow }: EffectRecord, { channel, environment }: EffectPlace): string {
    return `${linksFor(this.#deps.publicUrl(), flow, channel, environment).callback(block, 'message')}?t=${id}`;
  }
}

/** What the log says of outcomes that somebody should look at. */
const WORRYING: Readonly<Record<string, string>> = {
  refused: 'An effect was refused.',
  failed: 'An effect failed.',
  timeout: 'An effect took too long.',
  unknown: 'It is not known what became of an effect.',
};

/** A service that never comes back, which would be a mistake of ours, does not keep a caller on hold for ever. */
const LONGEST = 75_000;

/** @returns undefined where the work took longer */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, milliseconds), undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
