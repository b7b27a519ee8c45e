import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect, Outcome } from '../../shared/effect.ts';
import { linksFor } from '../../shared/engine/links.ts';
import type { EffectPlace, PendingTurn, Turned } from '../../shared/engine/types.ts';
import type { EffectCap, EffectRecord, EffectStore } from '../store/store.ts';
import type { Webhook } from './gate.ts';
import type { WebhookLog } from './webhook-log.ts';

/** Does one kind of effect for real. None of it rejects: what goes wrong is an outcome. */
export interface EffectService {
  /** Why it must not be done; asked before anything is written down. */
  prevent(effect: Effect, place: EffectPlace): Promise<Outcome | undefined>;
  /** How many there may be; counted when it is written down. */
  caps(effect: Effect, place: EffectPlace): readonly EffectCap[];
  /** Does it, once. @param statusUrl where Twilio may tell more of it */
  perform(record: EffectRecord, statusUrl: string): Promise<Outcome>;
  /** What became of an effect that was begun and whose outcome got lost. Never does it again. */
  findOut(record: EffectRecord): Promise<Outcome>;
}

export type EffectServices = Readonly<Record<Effect['kind'], EffectService>>;

export interface EffectsDeps {
  readonly store: EffectStore;
  readonly services: EffectServices;
  readonly log: WebhookLog;
  readonly token: () => string;
  readonly now: () => number;
  readonly publicUrl: () => string;
  readonly times?: EffectTimes;
}

/** Milliseconds since the request came, of the 15 seconds that Twilio waits. */
export interface EffectTimes {
  /** After them a caller is put on hold. */
  readonly hold: number;
  /** After them a turn that cannot be put on hold goes on without the outcome. */
  readonly most: number;
}

const TIMES: EffectTimes = { hold: 4_000, most: 8_000 };

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
    this.#times = deps.times ?? TIMES;
  }

  /** Goes on with a turn: at once, after a wait, or by putting the caller on hold. @param began when its request came, by `performance.now` */
  async advance(pending: PendingTurn, began: number): Promise<Turned> {
    const { effect, place, hold } = pending;
    const left = (hold ? this.#times.hold : this.#times.most) - (performance.now() - began);
    const outcome = await within(this.#outcome(effect, place, hold !== undefined || left >= TOO_LATE), left);
    if (outcome) return pending.proceed(outcome);
    return hold ? hold() : pending.proceed(LATE);
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
    const service = services[effect.kind];
    const known = await store.find(place);
    if (known) return known.outcome ?? this.#settle(known, service.findOut(known));
    if (!inTime) return NO_TIME;
    const prevented = await service.prevent(effect, place);
    if (prevented) return this.#notAllowed(place, prevented);
    const begun = { ...place, id: this.#deps.token(), effect, at: this.#deps.now() };
    const record = { ...begun, outcome: undefined, reference: undefined };
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
    const outcome = (await within(work, LONGEST)) ?? { ...LATE, reason: 'there was no answer for a minute.' };
    if (outcome.result !== 'accepted') {
      const { sid, flow, block, visit } = record;
      const what =
        outcome.result === 'refused' ? 'An effect was refused.' : 'It is not known what became of an effect.';
      this.#deps.log.warn({ sid, flow, block, visit, ...outcome }, what);
    }
    await this.#deps.store.settle(record.id, outcome);
    return outcome;
  }

  #statusUrl({ id, block, flow }: EffectRecord, { channel }: EffectPlace): string {
    return `${linksFor(this.#deps.publicUrl(), flow, channel).callback(block, 'message')}?t=${id}`;
  }
}

/** A service that never comes back, which would be a mistake of ours, does not keep a caller on hold for ever. */
const LONGEST = 60_000;

const LATE: Outcome & { readonly result: 'unknown' } = {
  kind: 'message',
  result: 'unknown',
  reason: 'Twilio has not answered in time.',
};

const NO_TIME: Outcome = {
  kind: 'message',
  result: 'refused',
  reason: 'The message was not sent: earlier blocks of the same turn took all its time.',
};

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
