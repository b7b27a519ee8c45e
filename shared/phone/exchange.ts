import { type CallSpec, Calls } from './calls.ts';
import { runDocuments } from './documents.ts';
import type { CallStatus, Happening, PhoneEvent } from './events.ts';
import type { NetworkFaults } from './http/faults.ts';
import { type Random, randomSource } from './http/random.ts';
import type { Transport } from './http/transport.ts';
import { Webhooks } from './http/webhooks.ts';
import { HungUp, Leg, type LegHost, type LegSpec } from './leg.ts';
import { PHONE_LIMITS } from './limits.ts';
import { Messages } from './messages.ts';
import type { MessageSpec } from './messaging/inbound.ts';
import { Conferences } from './rooms/conferences.ts';
import { Queues } from './rooms/queues.ts';
import type { Clock } from './time/clock.ts';
import { Scheduler } from './time/scheduler.ts';
import type { Task } from './time/task.ts';
import type { Application, CallbackRequest, DocumentRequest, Switchboard } from './types.ts';
import type { World } from './world/world.ts';

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly world: World;
  /** Base64 HMAC-SHA1 of a text with the account's auth token; requests go out unsigned without it. */
  readonly sign?: (text: string) => string;
  readonly accountSid?: string;
  readonly applications?: Readonly<Record<string, Application>>;
  readonly onWarning?: 'skip' | 'stop';
  readonly faults?: NetworkFaults;
  /** The same seed gives the same SIDs, delays and duplicates. */
  readonly seed?: number;
  readonly onEvent?: (event: PhoneEvent) => void;
}

/**
 * Twilio's end of the line: takes calls to a TwiML application, asks it for documents, executes them and tells it what
 * happens. Several calls may run at once; they share queues and conferences.
 */
export class Exchange {
  /** Everything that happened so far. */
  readonly events: PhoneEvent[] = [];
  readonly #options: ExchangeOptions;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #calls: Calls;
  readonly #legs = new Map<string, Leg>();
  readonly #board: Switchboard;
  readonly #messages: Messages;
  readonly #host: LegHost;
  readonly #watchers = new Set<(event: PhoneEvent) => void>();
  #order = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#random = randomSource(options.seed ?? 1);
    this.#scheduler = new Scheduler(options.clock, (error) => this.#crashed(error));
    const { transport, sign, faults = {} } = options;
    const instead = options.world.http?.bind(options.world);
    const webhooks = new Webhooks({
      transport,
      instead,
      sign,
      faults,
      scheduler: this.#scheduler,
      random: this.#random,
    });
    this.#calls = new Calls(this.#scheduler, webhooks);
    this.#board = this.#switchboard();
    this.#messages = new Messages({
      ...this.#board,
      accountSid: options.accountSid ?? NO_ACCOUNT,
      webhooks,
      emit: (sid, happening) => this.#emit(sid, happening),
    });
    this.#host = {
      now: () => options.clock.now(),
      poke: (job) => this.#scheduler.poke(job),
      emit: (leg, happening) => {
        this.#emit(leg, happening);
        this.#bound(leg);
      },
      changed: (leg) => this.#calls.report(leg),
    };
  }

  /** Legs that exist or existed, in the order they began. */
  get legs(): readonly Leg[] {
    return [...this.#legs.values()];
  }

  /**
   * Somebody calls (or, for `outbound-api`, was called and picked up): the voice URL is asked what to do.
   *
   * @param caller what the caller does, as a task that begins with the call; with virtual time the whole call may be over when
   *   this returns, so a caller who shall act must be given here
   */
  call(spec: CallSpec, caller?: (leg: Leg) => Task<unknown>): Leg {
    const outbound = spec.direction === 'outbound-api';
    const { from, to, extra } = spec;
    const leg = this.#leg(
      { from, to, direction: outbound ? 'outbound-api' : 'inbound', ...(extra ? { extra } : {}) },
      'ringing',
    );
    this.#calls.begin(leg, spec);
    this.#scheduler.poke(() => {
      leg.emit({ kind: 'status', status: 'ringing' });
      if (outbound) leg.answer();
      const first: DocumentRequest = { url: spec.voiceUrl, method: spec.voiceMethod ?? 'POST', purpose: 'voice' };
      leg.process = this.#scheduler.spawn(this.#lead(leg, first));
      if (caller) this.#scheduler.spawn(caller(leg));
    });
    return leg;
  }

  /**
   * A text message comes in: its messaging URL is asked what to reply.
   *
   * @returns its MessageSid, under which its events are
   */
  message(spec: MessageSpec): string {
    return this.#messages.receive(spec);
  }

  /** Takes in what happened beside the phone, e.g. a message that the application sent by itself. @param sid whose event it is */
  tell(sid: string, happening: Happening): void {
    this.#emit(sid, happening);
  }

  /** Runs something beside the calls, e.g. a script that presses keys. */
  spawn<T>(task: Task<T>) {
    return this.#scheduler.spawn(task);
  }

  sleep(seconds: number) {
    return this.#scheduler.sleep(seconds * 1_000);
  }

  /** Waits for something outside, e.g. somebody at a keyboard; virtual time stands still for as long as it is waited for. */
  outside<T>(work: Promise<T>) {
    return this.#scheduler.outside(work, true);
  }

  /** Resolves once nothing happens any more. */
  idle(): Promise<void> {
    return this.#scheduler.idle();
  }

  *#lead(leg: Leg, first: DocumentRequest): Task<void> {
    const limit = this.#scheduler.clock.after(PHONE_LIMITS.callSeconds * 1_000, () =>
      this.#scheduler.poke(() => leg.end('completed', 'The call reached its longest time.')),
    );
    try {
      const ending = yield* this.#board.run(leg, first, 'call');
      if (ending.kind === 'reject') leg.end(ending.status, 'The call was rejected.');
      else if (!leg.answered) leg.end('no-answer', 'The document ended before the call was answered.');
      else leg.end('completed', ending.kind === 'hangup' ? 'Hung up by the application.' : 'The document ended.');
    } finally {
      limit();
    }
  }

  #leg(spec: Omit<LegSpec, 'sid' | 'accountSid'>, status: CallStatus): Leg {
    const { accountSid = NO_ACCOUNT } = this.#options;
    const leg = new Leg({ ...spec, sid: `CA${this.#random.hex(32)}`, accountSid }, this.#host, status);
    this.#legs.set(leg.sid, leg);
    return leg;
  }

  #switchboard(): Switchboard {
    const { world, onWarning = 'skip', applications = {} } = this.#options;
    const callback = (leg: Leg, request: CallbackRequest) => this.#calls.callback(leg, request);
    const rooms = { now: () => this.#scheduler.clock.now(), sid: (prefix: string) => prefix + this.#random.hex(32) };
    const board: Switchboard = {
      ...rooms,
      queues: new Queues(rooms),
      conferences: new Conferences({ ...rooms, callback }),
      callback,
      world,
      onWarning,
      applications,
      sleep: (seconds) => this.#scheduler.sleep(seconds * 1_000),
      spawn: (task) => this.#scheduler.spawn(task),
      run: (leg, request, context, fallback) =>
        runDocuments({ ...this.#calls.host(leg, fallback), exchange: board }, leg, request, context),
      watch: (see) => {
        this.#watchers.add(see);
        return () => this.#watchers.delete(see);
      },
      child: (spec) => this.#leg({ ...spec, direction: 'outbound-dial' }, 'initiated'),
      ring: (leg) => {
        leg.setStatus('ringing');
        const after = (seconds: number, job: () => void) =>
          this.#scheduler.clock.after(seconds * 1_000, () => this.#scheduler.poke(job));
        world.rings(leg, { after });
      },
    };
    return board;
  }

  #emit(leg: string, happening: Happening): void {
    const event: PhoneEvent = { ...happening, order: ++this.#order, at: this.#scheduler.clock.now(), leg };
    this.events.push(event);
    this.#options.onEvent?.(event);
    for (const see of [...this.#watchers]) see(event);
  }

  /** Ends a call in which too much happens. */
  #bound(sid: string): void {
    const leg = this.#legs.get(sid);
    if (!leg || leg.over || !this.#calls.tooMuch(leg)) return;
    const message = `More than ${PHONE_LIMITS.eventsPerCall} things happened in the call; it was ended`;
    this.#emit(sid, { kind: 'error', code: 12400, message });
    let first = leg;
    while (first.spec.parent) first = first.spec.parent;
    first.end(first.answered ? 'completed' : 'failed', 'Too much happened in the call.');
  }

  /** A bug of ours ends every call instead of leaving it hanging. */
  #crashed(error: unknown): void {
    const message = `The phone failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    for (const leg of this.#legs.values()) {
      if (leg.over) continue;
      leg.emit({ kind: 'error', code: 12400, message });
      leg.end(leg.answered ? 'completed' : 'failed', 'The phone failed.');
      leg.process?.end(new HungUp());
    }
  }
}

const NO_ACCOUNT = `AC${'0'.repeat(32)}`;
