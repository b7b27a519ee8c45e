import { blockTypes } from '../../../shared/blocks/index.ts';
import type { HttpEffect, HttpOutcome } from '../../../shared/effect.ts';
import { type CalledVersions, NO_CALLED_VERSIONS } from '../../../shared/engine/called-versions.ts';
import { outermostOf } from '../../../shared/flow/block-path.ts';
import { type Environment, LIVE } from '../../../shared/flow/environments.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import type { PhoneEvent } from '../../../shared/phone/events.ts';
import type { Leg } from '../../../shared/phone/leg.ts';
import type { HostTime } from '../../../shared/phone/time/clock.ts';
import type { World } from '../../../shared/phone/world/world.ts';
import { Rehearsal } from '../../../shared/rehearsal/rehearsal.ts';
import { serialiseWithLines } from '../../../shared/twiml/serialise.ts';
import { AskedRequests, type RequestAnswer } from './asked-requests.ts';
import { runCode } from './code.ts';
import { Ear } from './ear.ts';
import { gone, sameWay } from './path.ts';
import { type SkipClock, skipClock } from './skip-clock.ts';
import type { DialledPhone, PhoneCall, PhoneTurn } from './types.ts';

export interface LineOptions {
  readonly document: FlowDocument;
  readonly from: string;
  readonly muted: boolean;
  /** Language of the flow in which the call begins; the flow's own if null. */
  readonly language: string | null;
  /** Versions of other flows that the flow can go through. */
  readonly called?: CalledVersions;
  /** The flow's own id, by which it may call itself. */
  readonly self?: string | undefined;
  /** What templates see as `env`. */
  readonly env?: Environment;
  /** Environment that the call runs in; `live` if absent. */
  readonly environment?: string;
  /** Moment at which it is made, as if it were that time then; now if absent. */
  readonly at?: number | undefined;
  readonly onChange: (call: PhoneCall) => void;
  /** Has the server make a request of the flow. */
  readonly send: (effect: HttpEffect) => Promise<HttpOutcome>;
  /** What time is made of; the page's, unless a test brings another. */
  readonly host?: HostTime;
}

/** The longest wait that can be skipped: longer ones are limits, not waits. */
const SKIPPED_MS = 700_000;
const TICK_MS = 250;

/** One call from the page to a flow that is not published: the caller's end, on real time. */
export class Line {
  readonly #options: LineOptions;
  readonly #host: HostTime;
  readonly #clock: SkipClock;
  readonly #ear: Ear;
  readonly #rehearsal: Rehearsal;
  readonly #phones: Leg[] = [];
  readonly #ignored = new Set<string>();
  readonly #caller: Leg;
  readonly #turns: PhoneTurn[] = [];
  readonly #requests: AskedRequests;
  #answered = 0;
  /** How many turns there were when the caller hung up. */
  #hungUpAt: number | undefined;
  #ending: { readonly order: number; readonly why: string } | undefined;
  #telling = false;
  #told: PhoneCall | undefined;

  /**
   * Makes the call.
   *
   * @throws what `compileFlow` throws
   */
  constructor(options: LineOptions) {
    this.#options = options;
    this.#host = options.host ?? pageTime;
    const { at } = options;
    this.#clock = skipClock(this.#host, at === undefined ? 0 : at - this.#host.now());
    const { document, called, self, from, muted, env, environment } = options;
    const language = options.language ?? undefined;
    this.#ear = new Ear({
      clock: this.#clock,
      muted,
      language: language ?? document.settings.language ?? 'en-US',
      hears: (leg) => leg.spec.parent === undefined,
      failed: (leg, url) =>
        leg.emit({ kind: 'warning', code: 11200, message: `Play: this browser cannot play ${url}.` }),
    });
    const world: World = {
      rings: (leg) => void this.#phones.push(leg),
      media: () => UNKNOWN_FILE_SECONDS,
      player: this.#ear,
    };
    const onEvent = (event: PhoneEvent): void => this.#take(event);
    this.#requests = new AskedRequests(options.send, () => this.#changed());
    this.#rehearsal = new Rehearsal({
      flow: document,
      called,
      self,
      types: blockTypes,
      clock: this.#clock,
      world,
      from,
      language,
      env,
      environment: environment === LIVE ? undefined : environment,
      onEvent,
      runCode,
      request: (effect, block) => this.#requests.ask(effect, block),
    });
    this.#caller = this.#rehearsal.call();
    this.#tick();
  }

  /** Everything that happened, for a test made of it. */
  get rehearsal(): Rehearsal {
    return this.#rehearsal;
  }

  press(keys: string): void {
    this.#caller.press(keys);
  }

  say(text: string): void {
    this.#caller.say(text);
  }

  hangUp(): void {
    if (!this.#caller.over) this.#hungUpAt = this.#turns.length;
    this.#caller.hangUp();
  }

  mute(muted: boolean): void {
    this.#ear.mute(muted);
  }

  /** Ends what is heard, else the wait: as if the caller had sat through it. */
  skip(): void {
    if (!this.#ear.finish()) this.#clock.skip(SKIPPED_MS);
  }

  /** What somebody does whose phone rings or who talks. */
  party(sid: string, does: 'answer' | 'busy' | 'ignore' | 'hang up'): void {
    const leg = this.#phones.find((one) => one.sid === sid);
    if (!leg) return;
    if (does === 'answer') leg.pickUp();
    else if (does === 'busy') leg.refuse();
    else if (does === 'hang up') leg.hangUp();
    else this.#ignore(leg);
  }

  /** What comes of a request that the flow made. */
  answer(id: number, what: RequestAnswer): void {
    this.#requests.answer(id, what);
  }

  /** Hangs up if need be, and forgets every timer: nothing happens on this line any more. */
  close(): void {
    if (!this.#caller.over) this.hangUp();
    this.#clock.stop();
  }

  /** Nobody need listen to a phone that all let ring. */
  #ignore(leg: Leg): void {
    this.#ignored.add(leg.sid);
    const waiting = this.#phones.some((one) => !one.over && !one.answered && !this.#ignored.has(one.sid));
    if (!waiting) this.#clock.skip(SKIPPED_MS);
    this.#changed();
  }

  #take(event: PhoneEvent): void {
    if (event.kind === 'response') this.#turn(event.id, event.at);
    if (event.kind === 'status' && event.why !== undefined && event.leg === this.#callerSid(event)) {
      this.#ending = { order: event.order, why: this.#hungUpAt === undefined ? event.why : 'You hung up.' };
    }
    this.#changed();
  }

  /** The leg is not known yet while its first events come. */
  #callerSid(event: PhoneEvent): string {
    return this.#phones.some(({ sid }) => sid === event.leg)
      ? ''
      : (this.#rehearsal.exchange.legs[0]?.sid ?? event.leg);
  }

  #turn(response: number, at: number): void {
    const turn = this.#rehearsal.turnOf(response);
    if (!turn || turn.number <= (this.#turns.at(-1)?.number ?? 0)) return;
    const { method, url, parameters } = turn.request;
    const { xml, lines } = serialiseWithLines(turn.result.twiml);
    const { failure, log, session } = turn.result;
    this.#answered = this.#rehearsal.path.length - log.length;
    this.#turns.push({
      number: turn.number,
      at,
      method,
      url,
      parameters,
      xml,
      values: { variables: session.variables, results: session.results },
      lines: lines.map(({ text, block }) => ({ text, owner: block && outermostOf(block) })),
      ...(failure ? { failure: failure.message } : {}),
    });
  }

  /** Tells once of all that happens in one go. */
  #changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#told = this.#snapshot(this.#told);
      this.#options.onChange(this.#told);
    });
  }

  #tick(): void {
    this.#host.after(TICK_MS, () => {
      if (this.#caller.over) return;
      if (this.#seconds() !== this.#told?.seconds) this.#changed();
      this.#tick();
    });
  }

  #seconds(): number {
    const { answeredAt, endedAt } = this.#caller;
    return answeredAt === undefined ? 0 : Math.floor(((endedAt ?? this.#clock.now()) - answeredAt) / 1_000);
  }

  #snapshot(before: PhoneCall | undefined): PhoneCall {
    const { path, block, transcript } = this.#rehearsal;
    const { over, answered, activity } = this.#caller;
    const ending = this.#ending;
    // What the flow had still to say when the caller hung up was not reached.
    const reached = over && this.#hungUpAt !== this.#turns.length;
    const way = reached ? [...path] : gone(path, this.#answered, block);
    const lines = transcript.filter(({ order }) => order !== ending?.order);
    return {
      document: this.#options.document,
      called: this.#options.called ?? NO_CALLED_VERSIONS,
      from: this.#options.from,
      state: over ? 'over' : answered ? 'on' : 'ringing',
      seconds: this.#seconds(),
      activity,
      ending: ending?.why ?? null,
      lines: lines.length === before?.lines.length ? before.lines : lines,
      phones: over ? [] : this.#phones.filter((leg) => !leg.over).map((leg) => this.#phone(leg)),
      requests: over ? NO_REQUESTS : this.#requests.open,
      path: before && sameWay(way, before.path) ? before.path : way,
      block: over ? null : (block ?? null),
      turns: this.#turns.length === before?.turns.length ? before.turns : [...this.#turns],
    };
  }

  #phone({ sid, spec, answered }: Leg): DialledPhone {
    return { sid, to: spec.to, state: answered ? 'talking' : this.#ignored.has(sid) ? 'ignored' : 'ringing' };
  }
}

const NO_REQUESTS: PhoneCall['requests'] = [];

/** How long a file plays is known once it plays; until then this stands for it. */
const UNKNOWN_FILE_SECONDS = 3;

const pageTime: HostTime = {
  now: () => Date.now(),
  after: (milliseconds, job) => {
    const timer = setTimeout(job, milliseconds);
    return () => clearTimeout(timer);
  },
};
