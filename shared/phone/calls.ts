import type { DocumentHost } from './documents.ts';
import type { CallStatus, Happening } from './events.ts';
import { type Answer, callbackProblem } from './http/answer.ts';
import { Cookies } from './http/cookies.ts';
import type { Webhooks } from './http/webhooks.ts';
import type { Leg } from './leg.ts';
import { PHONE_LIMITS } from './limits.ts';
import { standardParameters } from './parameters.ts';
import type { Scheduler } from './time/scheduler.ts';
import type { Task } from './time/task.ts';
import type { Application, CallbackRequest, DocumentRequest, Fallback } from './types.ts';

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
 * What each call keeps for all its legs, and how it talks to its application: documents, callbacks, reports of its status, and
 * what it has used of the limits.
 */
export class Calls {
  readonly #scheduler: Scheduler;
  readonly #webhooks: Webhooks;
  readonly #states = new Map<Leg, CallState>();

  constructor(scheduler: Scheduler, webhooks: Webhooks) {
    this.#scheduler = scheduler;
    this.#webhooks = webhooks;
  }

  begin(leg: Leg, spec: CallSpec): void {
    const used = { documents: 0, verbs: 0, characters: 0, events: 0 };
    this.#states.set(leg, { spec, cookies: new Cookies(), ...used, reports: 0 });
  }

  /** What running documents on a leg needs. @param instead a fallback of its own; null for none */
  host(leg: Leg, instead?: Fallback | null): Omit<DocumentHost, 'exchange'> {
    const state = this.#of(leg);
    return {
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
  }

  /** Counts an event. @returns true once, when there were too many */
  tooMuch(leg: Leg): boolean {
    return ++this.#of(leg).events === PHONE_LIMITS.eventsPerCall;
  }

  /** Sends a webhook that nothing waits for. */
  callback(leg: Leg, { url, method, parameters = {}, purpose, bare }: CallbackRequest): void {
    const webhook = {
      url,
      method,
      purpose,
      // As things are now: the call may be over when the callback leaves.
      parameters: { ...(bare ? {} : standardParameters(leg)), ...parameters },
      callback: true,
      cookies: this.#of(leg).cookies,
      emit: (happening: Happening) => leg.emit(happening),
    };
    this.#scheduler.spawn(this.#deliver(webhook, leg));
  }

  /** Tells the call's status callback of the status a leg has now. https://www.twilio.com/docs/voice/twiml#status-callbacks */
  report(leg: Leg): void {
    const state = this.#states.get(leg);
    const event = EVENT_OF[leg.status];
    if (!state?.spec.statusCallback || event === undefined) return;
    // Told of the end once it is dated, so that the duration is right.
    if (event === 'completed' && !leg.over) return;
    if (!(state.spec.statusEvents ?? ['completed']).includes(event)) return;
    const parameters: Record<string, string> = {
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(state.reports++),
      Timestamp: rfc2822(this.#scheduler.clock.now()),
    };
    if (event === 'completed') {
      parameters.CallDuration = String(leg.seconds);
      parameters.Duration = String(Math.ceil(leg.seconds / 60));
    }
    const { statusCallback: url, statusCallbackMethod: method = 'POST' } = state.spec;
    this.callback(leg, { url, method, parameters, purpose: 'status' });
  }

  *#fetch(leg: Leg, { url, method, parameters = {}, purpose }: DocumentRequest): Task<Answer> {
    return yield* this.#webhooks.send({
      url,
      method,
      purpose,
      parameters: { ...standardParameters(leg), ...parameters },
      callback: false,
      cookies: this.#of(leg).cookies,
      emit: (happening) => leg.emit(happening),
    });
  }

  *#deliver(webhook: Parameters<Webhooks['send']>[0], leg: Leg): Task<void> {
    const answer = yield* this.#webhooks.send(webhook);
    const problem = callbackProblem(answer);
    if (problem) leg.emit({ kind: 'warning', ...problem });
  }

  /** The call a leg belongs to: its own, or that of whoever dials. */
  #of(leg: Leg): CallState {
    for (let at: Leg | undefined = leg; at; at = at.spec.parent) {
      const state = this.#states.get(at);
      if (state) return state;
    }
    throw new Error(`Leg ${leg.sid} belongs to no call.`);
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
  /** Status callbacks sent. */
  reports: number;
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
