import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { Job } from '../../job.ts';
import type { OutgoingItem, OutgoingStore } from '../../store/outgoing.ts';
import { Loop } from './loop.ts';
import { newsOf } from './news.ts';
import { isAboutAccount } from './place.ts';

export interface CheckerDeps {
  readonly client: () => Promise<Twilio>;
  readonly outgoing: OutgoingStore;
  readonly now: () => number;
  readonly log: Logger;
  /** Called when a list may have more room. */
  readonly onNews: () => void;
}

/**
 * Finds out by reading at Twilio: whether a call was placed of which no answer came, and what became of calls of which nothing
 * was heard. It never places one.
 */
export class Checker implements Job {
  readonly #deps: CheckerDeps;
  readonly #loop: Loop;
  #hasBegun = false;

  constructor(deps: CheckerDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      () => this.#turn(),
      (error) => deps.log.error({ err: error }, 'Looking for news of outgoing calls failed; it is tried again.'),
    );
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  wake(): void {
    this.#loop.wake();
  }

  async #turn(): Promise<number> {
    const { outgoing, now, onNews } = this.#deps;
    // What went on when the process before this one ended is looked at first.
    if (!this.#hasBegun) await outgoing.checkAll(now());
    this.#hasBegun = true;
    const due = await outgoing.due(now(), AT_ONCE, now() + LOOK_AGAIN_MS);
    if (due.length === 0) return IDLE_MS;
    await Promise.all(due.map((item) => this.#check(item)));
    onNews();
    return 0;
  }

  async #check(item: OutgoingItem): Promise<void> {
    try {
      await (item.state === 'calling' ? this.#find(item) : this.#fetch(item));
    } catch (error) {
      await this.#postpone(item, error);
    }
  }

  /** Twilio may have placed the call: then it lists one from and to these numbers that is nobody else's. */
  async #find(item: OutgoingItem): Promise<void> {
    const { client, outgoing, now } = this.#deps;
    const since = (item.calledAt ?? 0) - CLOCKS_APART_MS;
    const listed = await (await client()).calls.list({ to: item.to, from: item.from, limit: LOOKED_AT });
    // A call that still waits in Twilio's queue has no date.
    const young = listed.filter(({ dateCreated }) => !(dateCreated?.getTime() < since));
    const claimed = await outgoing.claimed(young.map(({ sid }) => sid));
    const [found, ...others] = young.filter(({ sid, direction }) => direction === 'outbound-api' && !claimed.has(sid));
    if (found && others.length === 0) {
      await outgoing.learn(item.id, { ...newsOf(found, now()), checkAt: now() + LOOK_AGAIN_MS });
    } else if (found) {
      const reason = 'Twilio has several calls to this number since then; which of them is this one cannot be told.';
      await outgoing.settle(item.id, 'unknown', { reason });
    } else await this.#missing(item);
  }

  /** Twilio lists no such call: only after a while does that mean that there is none. */
  async #missing(item: OutgoingItem): Promise<void> {
    const { outgoing, now } = this.#deps;
    const age = now() - (item.uncertainAt ?? now());
    const next = LOOKS_MS.find((look) => look > age);
    if (next !== undefined) return outgoing.checkAt(item.id, now() + next - age, now());
    if (item.kind === 'call') {
      return outgoing.settle(item.id, 'failed', { reason: 'Twilio did not answer, and placed no such call.' });
    }
    if (item.attempts < ATTEMPTS) return outgoing.settle(item.id, 'planned');
    const reason = `Twilio gave no answer ${ATTEMPTS} times, and lists no such call.`;
    return outgoing.settle(item.id, 'unknown', { reason });
  }

  async #fetch(item: OutgoingItem): Promise<void> {
    const { client, outgoing, now } = this.#deps;
    const call = await (await client()).calls(item.callSid ?? '').fetch();
    const news = newsOf(call, now());
    await outgoing.learn(item.id, { ...news, checkAt: now() + LOOK_AGAIN_MS });
    // What a call cost is known some minutes later; it is looked for once more, then left.
    if (item.endedAt !== null) {
      const later = item.endedAt + PRICE_LATE_MS;
      await outgoing.checkAt(item.id, news.price === undefined && now() < later ? later : null);
    }
  }

  async #postpone(item: OutgoingItem, error: unknown): Promise<void> {
    const { outgoing, now, log } = this.#deps;
    const { status } = (error ?? {}) as { status?: unknown };
    log.warn({ err: error, item: item.id }, 'Twilio could not be asked what became of a call.');
    // Only its price was still wanted.
    if (item.endedAt !== null) return outgoing.checkAt(item.id, null);
    if (status === 404 && item.state !== 'calling') {
      return outgoing.settle(item.id, 'unknown', { reason: 'Twilio does not know the call any more.' });
    }
    const since = item.uncertainAt;
    if (item.state === 'calling' && since !== null && now() - since > GIVE_UP_MS && !isAboutAccount(error)) {
      const reason = 'Twilio gave no answer, and could not be asked whether it placed the call.';
      return outgoing.settle(item.id, 'unknown', { reason });
    }
    return outgoing.checkAt(item.id, now() + AFTER_FAILURE_MS, now());
  }
}

/** Looks at Twilio's list after this long; absent at the last, which no request outlives, the call was not placed. */
const LOOKS_MS = [2_000, 10_000, 30_000, 120_000];
/** How often a call that was surely not placed is tried again. */
const ATTEMPTS = 3;
const GIVE_UP_MS = 10 * 60_000;
const AFTER_FAILURE_MS = 10_000;
const LOOK_AGAIN_MS = 60_000;
const PRICE_LATE_MS = 90 * 60_000;
/** Twilio's clock and ours; Twilio tells whole seconds. */
const CLOCKS_APART_MS = 60_000;
const LOOKED_AT = 50;
const AT_ONCE = 5;
const IDLE_MS = 1_000;
