import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { OutgoingListView } from '../../../shared/api/outgoing.ts';
import type { Job } from '../../job.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingItem, OutgoingListRecord, OutgoingStore } from '../../store/outgoing.ts';
import { Breath } from './breath.ts';
import { mayCallAt } from './hours.ts';
import type { OutgoingLimits } from './limits.ts';
import { Loop } from './loop.ts';
import { stateOf } from './news.ts';
import { Pace } from './pace.ts';
import { type Placed, placeCall } from './place.ts';

export interface CallerDeps {
  readonly client: () => Promise<Twilio>;
  readonly publicUrl: () => string | null;
  readonly outgoing: OutgoingStore;
  readonly limits: OutgoingLimits;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Logger;
}

/** Why a running list calls nobody at the moment. */
export type Waits = OutgoingListView['waits'];

/**
 * Places calls: those of running lists by itself, as fast and as many as may be, and single ones when asked. Before Twilio is
 * asked the intent is durable, and nothing whose outcome is uncertain is ever asked for again here.
 */
export class Caller implements Job {
  readonly #deps: CallerDeps;
  readonly #loop: Loop;
  readonly #account = new Pace();
  readonly #lists = new Map<string, ListPace>();
  readonly #since: number;
  #hasBegun = false;
  readonly #asking = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();

  constructor(deps: CallerDeps) {
    this.#deps = deps;
    this.#since = deps.now();
    this.#loop = new Loop(
      () => this.#turn(),
      (error) => deps.log.error({ err: error }, 'Calling the lists of outgoing calls failed; it is tried again.'),
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Whoever waits for a single call is told that there will be none. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop.stop();
    await Promise.allSettled(this.#asking);
  }

  /** A list may have room, or be new. */
  wake(): void {
    this.#loop.wake();
  }

  /** Why the list calls nobody at the moment, as of the last time it was looked at. */
  waits(list: string): Waits {
    return this.#lists.get(list)?.waits ?? null;
  }

  /** A person says go on: what made the list wait is not waited for any longer. */
  retry(list: string): void {
    this.#lists.delete(list);
    this.wake();
  }

  /**
   * Does what places a call as soon as one may be placed.
   *
   * @param gone nobody waits for it any longer
   * @throws ApiFailure 499 once it is gone, 503 once the server stops; nothing was done then
   */
  async single<T>(gone: AbortSignal, place: () => Promise<T>): Promise<T> {
    const { limits, now } = this.#deps;
    const stopping = this.#stopping.signal;
    const over = AbortSignal.any([gone, stopping]);
    for (;;) {
      const { callsPerSecond } = await limits.get();
      if (stopping.aborted) throw new ApiFailure(503, 'stopping', 'The server stops, so nobody was called.');
      if (gone.aborted)
        throw new ApiFailure(499, 'gone', 'Whoever asked for the call went away, so nobody was called.');
      const wait = this.#account.wait(callsPerSecond, now());
      if (wait === 0) break;
      await sleep(wait, undefined, { signal: over }).catch(() => undefined);
    }
    this.#account.used(now());
    return this.#watched(place());
  }

  /** Asks Twilio for a call whose intent is durable, and keeps what became of it. */
  async place(item: OutgoingItem): Promise<Placed> {
    const { client, publicUrl, outgoing, now } = this.#deps;
    const placed = await placeCall(client, publicUrl(), item);
    if (placed.kind === 'placed') {
      const { sid, status } = placed.call;
      const at = now();
      await outgoing.learn(item.id, { callSid: sid, state: stateOf(status), at, checkAt: at + FIRST_LOOK_MS });
    } else if (placed.kind === 'uncertain') await outgoing.checkAt(item.id, now() + UNCERTAIN_LOOK_MS, now());
    else if (item.kind !== 'call' && placed.kind !== 'refused') await outgoing.settle(item.id, 'planned');
    else {
      const code = placed.kind === 'refused' ? placed.code : undefined;
      await outgoing.settle(item.id, 'failed', { reason: placed.reason, ...(code === undefined ? {} : { code }) });
    }
    return placed;
  }

  async #turn(): Promise<number> {
    const { outgoing } = this.#deps;
    if (!this.#hasBegun) await this.#begin();
    if (await outgoing.cancelSome()) return 0;
    const lists = await outgoing.withStatus('running');
    for (const id of this.#lists.keys()) if (!lists.some((list) => list.id === id)) this.#lists.delete(id);
    let next = Number.POSITIVE_INFINITY;
    // The account's next moment is for the list that waited longest.
    const last = ({ id }: OutgoingListRecord): number => this.#paceOf(id).pace.last;
    for (const list of [...lists].sort((one, other) => last(one) - last(other))) {
      if (this.#loop.isStopped) break;
      next = Math.min(next, await this.#next(list));
    }
    return next;
  }

  /** Takes up where the process before this one ended: its pace, and lists it had not stored to their end. */
  async #begin(): Promise<void> {
    const { outgoing } = this.#deps;
    this.#account.used((await outgoing.lastIntent()) ?? 0);
    this.#hasBegun = true;
    const breath = new Breath();
    for (const { id, createdAt } of await outgoing.withStatus('loading')) {
      if (createdAt > this.#since) continue;
      while (await outgoing.unload(id)) await breath.take();
    }
  }

  /** Places the list's next call if it may. @returns milliseconds until it may place another */
  async #next(list: OutgoingListRecord): Promise<number> {
    const { outgoing, now, limits } = this.#deps;
    const pace = this.#paceOf(list.id);
    const { notBefore = 0 } = list.settings;
    if (notBefore > now()) {
      pace.waits = { for: 'time', until: notBefore, reason: 'Its time has not come.' };
      return notBefore - now();
    }
    const counts = await outgoing.counts(list.id);
    const alive = ALIVE.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
    const { planned = 0 } = counts;
    if (planned + alive === 0) {
      if (await this.#tryAgain(list)) return 0;
      await outgoing.finish(list.id, now());
    }
    if (planned === 0 || alive >= list.settings.concurrency) return Number.POSITIVE_INFINITY;

    pace.waits = await this.#obstacle(list, pace);
    if (pace.waits) return Math.max(1, (pace.waits.until ?? now() + 30_000) - now());
    const { callsPerSecond, callsPerDay } = await limits.get();
    const wait = (): number =>
      Math.max(this.#account.wait(callsPerSecond, now()), pace.pace.wait(list.settings.callsPerSecond, now()));
    if (wait() > 0) return wait();
    this.#account.used(now());
    pace.pace.used(now());
    const item = await outgoing.take(list.id, now(), callsPerDay);
    if (item) this.#ask(item, pace);
    return wait();
  }

  /** Calls a number once more that nobody answered, where it is to be tried so often. @returns whether it will */
  async #tryAgain({ id, settings }: OutgoingListRecord): Promise<boolean> {
    const { outgoing, newId, now } = this.#deps;
    const { tries = 1, every = 0 } = settings;
    if (tries === 1) return false;
    const calls = await outgoing.items({ list: id, limit: tries });
    const last = calls.at(-1);
    if (!last || calls.length >= tries || !UNANSWERED.has(last.state)) return false;
    const { to, variables } = last;
    const at = (last.endedAt ?? now()) + every * 60_000;
    return outgoing.addTry(id, { id: newId(), line: null, to, variables }, at, calls.length);
  }

  async #obstacle({ settings }: OutgoingListRecord, pace: ListPace): Promise<Waits> {
    const { limits, outgoing, now } = this.#deps;
    if (pace.blocked && pace.blocked.until > now()) return { for: 'twilio', ...pace.blocked };
    const opens = mayCallAt(settings, now());
    if (opens > now()) return { for: 'hours', until: opens, reason: 'It is outside its calling hours.' };
    const { callsPerDay } = await limits.get();
    if ((await outgoing.callsToday(now())) < callsPerDay) return null;
    const until = (Math.floor(now() / 86_400_000) + 1) * 86_400_000;
    return {
      for: 'daily-cap',
      until,
      reason: `${callsPerDay} calls were placed today (UTC); no more are allowed a day.`,
    };
  }

  /** Nobody waits for the answer: others may be asked for meanwhile. */
  #ask(item: OutgoingItem, pace: ListPace): void {
    const asked = this.place(item)
      .then((placed) => this.#after(item, placed, pace))
      .catch((error) =>
        this.#deps.log.error({ err: error, item: item.id }, 'What became of a call could not be kept.'),
      );
    void this.#watched(asked);
  }

  /** The store stays open for it when the server stops. */
  #watched<T>(work: Promise<T>): Promise<T> {
    this.#asking.add(work);
    return work.finally(() => this.#asking.delete(work));
  }

  async #after({ list }: OutgoingItem, placed: Placed, pace: ListPace): Promise<void> {
    const { outgoing, now, log } = this.#deps;
    if (placed.kind === 'placed') {
      pace.failures = 0;
      pace.blocked = undefined;
      return;
    }
    log.warn({ list, kind: placed.kind }, placed.reason);
    if (placed.kind === 'stop') await outgoing.halt(list, placed.reason);
    if (placed.kind === 'later') {
      const pause = Math.min(BACK_OFF_MS * 2 ** pace.failures++, LONGEST_BACK_OFF_MS);
      pace.blocked = { until: now() + pause, reason: placed.reason };
    }
    this.wake();
  }

  #paceOf(list: string): ListPace {
    const known = this.#lists.get(list);
    if (known) return known;
    const pace: ListPace = { pace: new Pace(), failures: 0, blocked: undefined, waits: null };
    this.#lists.set(list, pace);
    return pace;
  }
}

interface ListPace {
  readonly pace: Pace;
  failures: number;
  blocked: { readonly until: number; readonly reason: string } | undefined;
  waits: Waits;
}

/** Ends after which a number may be called once more. */
const UNANSWERED: ReadonlySet<string> = new Set(['busy', 'no-answer']);
/** States in which a call takes one of the places of its list. */
const ALIVE = ['calling', 'placed', 'ringing', 'in-progress'] as const;
const BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
/** Ringing ends within a minute, unless told otherwise: then something should have been heard. */
const FIRST_LOOK_MS = 90_000;
const UNCERTAIN_LOOK_MS = 2_000;
