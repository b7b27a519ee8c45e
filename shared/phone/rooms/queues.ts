import type { Leg } from '../leg.ts';
import type { Wait } from '../time/task.ts';
import { Signal } from './signal.ts';

/** What queues need of the exchange. */
export interface RoomHost {
  now(): number;
  sid(prefix: string): string;
}

/** The queues of an account, by name. https://www.twilio.com/docs/voice/twiml/enqueue */
export class Queues {
  readonly #host: RoomHost;
  readonly #queues = new Map<string, Queue>();

  constructor(host: RoomHost) {
    this.#host = host;
  }

  /** Undefined where nobody ever enqueued there: queues are made on demand, and stay. */
  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  open(name: string): Queue {
    const queue = this.#queues.get(name) ?? new Queue(name, this.#host);
    this.#queues.set(name, queue);
    return queue;
  }
}

/** Callers who wait, the first one first. */
export class Queue {
  readonly name: string;
  readonly sid: string;
  maxSize: number = DEFAULT_MAX_SIZE;
  readonly #host: RoomHost;
  readonly #members: Member[] = [];
  readonly #takers = new Set<() => void>();

  constructor(name: string, host: RoomHost) {
    this.name = name;
    this.#host = host;
    this.sid = host.sid('QU');
  }

  get size(): number {
    return this.#members.length;
  }

  /** Whole seconds that those who wait have waited on average. */
  get averageSeconds(): number {
    if (this.size === 0) return 0;
    return Math.round(this.#members.reduce((sum, { seconds }) => sum + seconds, 0) / this.size);
  }

  /** Undefined where the queue is full. */
  join(leg: Leg): Member | undefined {
    if (this.size >= this.maxSize) return undefined;
    const member = new Member(leg, this, () => this.#host.now());
    this.#members.push(member);
    for (const wake of [...this.#takers]) wake();
    return member;
  }

  /** From 1; 0 for somebody who does not wait any more. */
  position(member: Member): number {
    return this.#members.indexOf(member) + 1;
  }

  /** Wakes once somebody waits; another may be quicker to take them. */
  readonly waiting: Wait<void> = (wake) => {
    if (this.size > 0) {
      wake();
      return () => {};
    }
    const taker = (): void => {
      this.#takers.delete(taker);
      wake();
    };
    this.#takers.add(taker);
    return () => this.#takers.delete(taker);
  };

  /** Takes somebody out, the first one unless said otherwise, to connect them with `taker`. */
  take(taker: Taker, member: Member | undefined = this.#members[0]): Member | undefined {
    if (!member || !this.remove(member)) return undefined;
    member.taken.give(taker);
    return member;
  }

  /** @returns false for somebody who was out already */
  remove(member: Member): boolean {
    const at = this.#members.indexOf(member);
    if (at === -1) return false;
    this.#members.splice(at, 1);
    member.leftAt = this.#host.now();
    return true;
  }
}

const DEFAULT_MAX_SIZE = 1_000;

/** Who takes a caller out of a queue. */
export interface Taker {
  /** CallSid, or a name where there is no call. */
  readonly with: string;
  /** Heard by the queued caller before both are joined. */
  readonly whisper?: { readonly url: string; readonly method: 'GET' | 'POST' };
}

/** A caller in a queue, and the signals between them and whoever takes them. */
export class Member {
  readonly leg: Leg;
  readonly queue: Queue;
  readonly joinedAt: number;
  leftAt: number | undefined;
  /** Somebody takes the caller. */
  readonly taken = new Signal<Taker>();
  /** The caller has heard the whisper and is joined. */
  readonly joined = new Signal();
  /** Whoever took the caller let go. */
  readonly freed = new Signal();
  /** The caller left, from the queue or from whoever took them. */
  readonly gone = new Signal();
  readonly #now: () => number;

  constructor(leg: Leg, queue: Queue, now: () => number) {
    this.leg = leg;
    this.queue = queue;
    this.#now = now;
    this.joinedAt = now();
  }

  /** Whole seconds in the queue so far, or until they left it. */
  get seconds(): number {
    return Math.round(((this.leftAt ?? this.#now()) - this.joinedAt) / 1_000);
  }

  leave(): void {
    this.queue.remove(this);
    this.gone.give();
  }
}
