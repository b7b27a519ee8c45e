import { type DocumentHost, runDocuments } from './documents.ts';
import type { CallStatus, Happening, PhoneEvent } from './events.ts';
import { type Answer, callbackProblem } from './http/answer.ts';
import { Cookies } from './http/cookies.ts';
import type { NetworkFaults } from './http/faults.ts';
import { type Random, randomSource } from './http/random.ts';
import type { Transport } from './http/transport.ts';
import { Webhooks } from './http/webhooks.ts';
import { HungUp, Leg, type LegHost, type LegSpec } from './leg.ts';
import { PHONE_LIMITS } from './limits.ts';
import { standardParameters } from './parameters.ts';
import type { Clock } from './time/clock.ts';
import { Scheduler } from './time/scheduler.ts';
import type { Task } from './time/task.ts';
import type {
  Application,
  CallbackRequest,
  ContextId,
  DocumentRequest,
  Ending,
  Fallback,
  Switchboard,
} from './types.ts';
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

/** A call from outside to an application. */
export interface CallSpec extends Application {
  readonly from: string;
  readonly to: string;
  readonly direction?: 'inbound' | 'outbound-api';
  /** Events the status callback hears of; `completed` unless said otherwise. */
  readonly statusEvents?: readonly string[];
  /** More parameters that every webhook carries, e.g. `FromCity`, `CallerName`. */
  readonly extra?: Readonly<Record<string, string>>;
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
  readonly #webhooks: Webhooks;
  readonly #calls = new Map<Leg, CallState>();
  readonly #legs = new Map<string, Leg>();
  readonly #board: Switchboard;
  readonly #host: LegHost;
  #order = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#random = randomSource(options.seed ?? 1);
    this.#scheduler = new Scheduler(options.clock, (error) => this.#crashed(error));
    const { transport, sign, faults = {} } = options;
    const instead = options.world.http?.bind(options.world);
    this.#webhooks = new Webhooks({
      transport,
      instead,
      sign,
      faults,
      scheduler: this.#scheduler,
      random: this.#random,
    });
    this.#board = this.#switchboard();
    this.#host = {
      now: () => options.clock.now(),
      poke: (job) => this.#scheduler.poke(job),
      emit: (leg, happening) => {
        this.#emit(leg, happening);
        this.#bound(leg);
      },
      changed: (leg) => this.#statusCallback(leg),
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
    this.#calls.set(leg, {
      spec,
      cookies: new Cookies(),
      documents: 0,
      verbs: 0,
      characters: 0,
      events: 0,
      sequence: 0,
    });
    this.#scheduler.poke(() => {
      leg.emit({ kind: 'status', status: 'ringing' });
      if (outbound) leg.answer();
      const first: DocumentRequest = { url: spec.voiceUrl, method: spec.voiceMethod ?? 'POST', purpose: 'voice' };
      leg.process = this.#scheduler.spawn(this.#lead(leg, first));
      if (caller) this.#scheduler.spawn(caller(leg));
    });
    return leg;
  }

  /** Runs something beside the calls, e.g. a script that presses keys. */
  spawn<T>(task: Task<T>) {
    return this.#scheduler.spawn(task);
  }

  sleep(seconds: number) {
    return this.#scheduler.sleep(seconds * 1_000);
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
    const accountSid = this.#options.accountSid ?? `AC${'0'.repeat(32)}`;
    const leg = new Leg({ ...spec, sid: `CA${this.#random.hex(32)}`, accountSid }, this.#host, status);
    this.#legs.set(leg.sid, leg);
    return leg;
  }

  #switchboard(): Switchboard {
    const { world, onWarning = 'skip', applications = {} } = this.#options;
    const board: Switchboard = {
      world,
      onWarning,
      applications,
      now: () => this.#scheduler.clock.now(),
      sleep: (seconds) => this.#scheduler.sleep(seconds * 1_000),
      spawn: (task) => this.#scheduler.spawn(task),
      sid: (prefix) => prefix + this.#random.hex(32),
      run: (leg, request, context, fallback) => this.#run(leg, request, context, fallback),
      callback: (leg, request) => this.#callback(leg, request),
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

  *#run(leg: Leg, request: DocumentRequest, context: ContextId, instead?: Fallback | null): Task<Ending> {
    const state = this.#state(leg);
    const host: DocumentHost = {
      exchange: this.#board,
      fetch: (at, what) => this.#fetch(at, what),
      fallback: () => {
        if (instead !== undefined) return instead ?? undefined;
        const { fallbackUrl, fallbackMethod = 'POST' } = state.spec;
        return fallbackUrl === undefined ? undefined : { url: fallbackUrl, method: fallbackMethod };
      },
      count: (_, what, by = 1) => {
        state[what] += Math.min(by, PHONE_LIMITS.bodyKept);
        return state[what] <= PHONE_LIMITS[`${what}PerCall`];
      },
    };
    return yield* runDocuments(host, leg, request, context);
  }

  *#fetch(leg: Leg, { url, method, parameters = {}, purpose }: DocumentRequest): Task<Answer> {
    return yield* this.#webhooks.send({
      url,
      method,
      purpose,
      parameters: { ...standardParameters(leg), ...parameters },
      callback: false,
      cookies: this.#state(leg).cookies,
      emit: (happening) => leg.emit(happening),
    });
  }

  #callback(leg: Leg, { url, method, parameters = {}, purpose, bare }: CallbackRequest): void {
    const webhook = {
      url,
      method,
      purpose,
      // As things are now: the call may be over when the callback leaves.
      parameters: { ...(bare ? {} : standardParameters(leg)), ...parameters },
      callback: true,
      cookies: this.#state(leg).cookies,
      emit: (happening: Happening) => leg.emit(happening),
    };
    this.#scheduler.spawn(this.#deliver(webhook, leg));
  }

  *#deliver(webhook: Parameters<Webhooks['send']>[0], leg: Leg): Task<void> {
    const answer = yield* this.#webhooks.send(webhook);
    const problem = callbackProblem(answer);
    if (problem) leg.emit({ kind: 'warning', ...problem });
  }

  /** The call a leg belongs to: its own, or that of whoever dials. */
  #state(leg: Leg): CallState {
    for (let at: Leg | undefined = leg; at; at = at.spec.parent) {
      const state = this.#calls.get(at);
      if (state) return state;
    }
    throw new Error(`Leg ${leg.sid} belongs to no call.`);
  }

  #statusCallback(leg: Leg): void {
    const state = this.#calls.get(leg);
    const event = EVENT_OF[leg.status];
    if (!state?.spec.statusCallback || event === undefined) return;
    // Told of the end once it is dated, so that the duration is right.
    if (event === 'completed' && !leg.over) return;
    if (!(state.spec.statusEvents ?? ['completed']).includes(event)) return;
    const parameters: Record<string, string> = {
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(state.sequence++),
      Timestamp: rfc2822(this.#scheduler.clock.now()),
    };
    if (event === 'completed') {
      parameters.CallDuration = String(leg.seconds);
      parameters.Duration = String(Math.ceil(leg.seconds / 60));
    }
    const { statusCallback: url, statusCallbackMethod: method = 'POST' } = state.spec;
    this.#callback(leg, { url, method, parameters, purpose: 'status' });
  }

  #emit(leg: string, happening: Happening): void {
    const event: PhoneEvent = { ...happening, order: ++this.#order, at: this.#scheduler.clock.now(), leg };
    this.events.push(event);
    this.#options.onEvent?.(event);
  }

  /** Ends a call in which too much happens. */
  #bound(sid: string): void {
    const leg = this.#legs.get(sid);
    const state = leg && this.#state(leg);
    if (!leg || !state || leg.over || ++state.events !== PHONE_LIMITS.eventsPerCall) return;
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

/** As Twilio writes dates, e.g. `Mon, 05 Jan 2026 15:00:00 +0000`. */
function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

interface CallState {
  readonly spec: CallSpec;
  readonly cookies: Cookies;
  documents: number;
  verbs: number;
  characters: number;
  events: number;
  sequence: number;
}

const EVENT_OF: Readonly<Partial<Record<CallStatus, string>>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'completed',
  busy: 'completed',
  failed: 'completed',
  'no-answer': 'completed',
  canceled: 'completed',
};
