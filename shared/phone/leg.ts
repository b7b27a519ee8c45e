import type { Activity, CallStatus, Direction, Happening } from './events.ts';
import { Inbox } from './inbox.ts';
import { speechSeconds } from './speech.ts';
import { Ended, type Running } from './time/scheduler.ts';
import type { Wait } from './time/task.ts';
import { PARTY_HUNG_UP } from './why.ts';

/** What a leg is made of when it begins. */
export interface LegSpec {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  readonly parent?: Leg;
  /** More parameters that every webhook of the leg carries, e.g. `FromCity`, `ForwardedFrom`, `CallerName`. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** What a leg needs of the exchange. */
export interface LegHost {
  now(): number;
  poke(job: () => void): void;
  emit(leg: string, happening: Happening): void;
  /** After every change of status. */
  changed(leg: Leg): void;
}

/** The party hung up, or the exchange took the call down. */
export class HungUp extends Ended {
  override readonly name = 'HungUp';
}

/**
 * One leg of a call: Twilio on one end, a party (caller, callee, agent) on the other. What the party does are the methods
 * `press` to `hangUp`; verbs listen through `inbox`.
 */
export class Leg {
  readonly spec: LegSpec;
  readonly inbox = new Inbox();
  /** Runs the leg's documents; undefined where another leg's verb leads it. */
  process: Running | undefined;
  readonly startedAt: number;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  readonly #host: LegHost;
  readonly #watchers = new Set<() => void>();
  #status: CallStatus;
  #activity: Activity = 'waiting';

  constructor(spec: LegSpec, host: LegHost, status: CallStatus) {
    this.spec = spec;
    this.#host = host;
    this.#status = status;
    this.startedAt = host.now();
  }

  get sid(): string {
    return this.spec.sid;
  }

  get status(): CallStatus {
    return this.#status;
  }

  get activity(): Activity {
    return this.#activity;
  }

  get answered(): boolean {
    return this.answeredAt !== undefined;
  }

  get over(): boolean {
    return this.endedAt !== undefined;
  }

  /** Whole seconds since the answer; 0 before it. */
  get seconds(): number {
    if (this.answeredAt === undefined) return 0;
    return Math.round(((this.endedAt ?? this.#host.now()) - this.answeredAt) / 1_000);
  }

  /** Wakes once `is` holds, at once if it does. */
  when(is: (leg: Leg) => boolean): Wait<void> {
    return (wake) => {
      if (is(this)) {
        wake();
        return () => {};
      }
      const watch = (): void => {
        if (!is(this)) return;
        this.#watchers.delete(watch);
        wake();
      };
      this.#watchers.add(watch);
      return () => this.#watchers.delete(watch);
    };
  }

  emit(happening: Happening): void {
    this.#host.emit(this.sid, happening);
  }

  setActivity(activity: Activity): void {
    if (this.#activity === activity || (this.over && activity !== 'over')) return;
    this.#activity = activity;
    this.emit({ kind: 'activity', activity });
    this.#tell();
  }

  setStatus(status: CallStatus, why?: string): void {
    if (this.#status === status || this.over) return;
    this.#status = status;
    this.emit(why === undefined ? { kind: 'status', status } : { kind: 'status', status, why });
    this.#host.changed(this);
    this.#tell();
  }

  /** Picks up. On Twilio's side for a caller, on the party's for somebody who is called. */
  answer(): void {
    if (this.answered || this.over) return;
    this.answeredAt = this.#host.now();
    this.setStatus('in-progress');
  }

  /** Takes the leg down. @param why for people: who or what ended it */
  end(status: CallStatus, why?: string): void {
    if (this.over) return;
    this.setStatus(status, why);
    this.endedAt = this.#host.now();
    this.setActivity('over');
    this.#host.changed(this);
    this.#tell();
    this.process?.end(new HungUp());
  }

  /** The party presses keys, one after another: `0`–`9`, `*`, `#`, `A`–`D`; `w` is half a second without any. */
  press(keys: string): void {
    this.#host.poke(() => {
      for (const key of keys) {
        if (this.over || !/[0-9*#A-Da-d]/.test(key)) continue;
        const pressed = key.toUpperCase();
        // Said before it is handed over, so that what it causes comes after it.
        const shown = this.#shown(pressed);
        this.#offer({ kind: 'key', key: pressed }, (heard) => ({ kind: 'key', key: shown, heard }));
      }
    });
  }

  /** The party says something. @param confidence how sure recognition is, 0 to 1 */
  say(text: string, confidence = 0.92): void {
    const input = { kind: 'speech', text, confidence, seconds: speechSeconds(text) } as const;
    this.#host.poke(() => {
      if (this.over) return;
      const shown = this.#shown(text);
      this.#offer(input, (heard) => ({ kind: 'speech', text: shown, confidence, heard }));
    });
  }

  /** The party hangs up, or gives up while it rings. */
  hangUp(): void {
    this.#host.poke(() => this.end(this.#hungUpStatus(), PARTY_HUNG_UP));
  }

  /** A called party picks up. */
  pickUp(): void {
    this.#host.poke(() => this.answer());
  }

  /** A called party is on the phone, or presses it away. */
  refuse(): void {
    this.#host.poke(() => {
      if (!this.answered) this.end('busy', 'The line is busy.');
    });
  }

  /** The call to this party cannot be set up. */
  fail(): void {
    this.#host.poke(() => {
      if (!this.answered) this.end('failed', 'The party cannot be reached.');
    });
  }

  #hungUpStatus(): CallStatus {
    if (this.answered) return 'completed';
    return this.spec.direction === 'inbound' ? 'canceled' : 'busy';
  }

  #offer(input: Parameters<Inbox['offer']>[0], happening: (heard: boolean) => Happening): void {
    this.emit(happening(this.inbox.hears(input)));
    this.inbox.offer(input);
  }

  /** Digits of a payment appear in no event. */
  #shown(entered: string): string {
    return this.inbox.secret ? entered.replace(/[0-9]/g, '•') : entered;
  }

  #tell(): void {
    for (const watch of [...this.#watchers]) watch();
  }
}
