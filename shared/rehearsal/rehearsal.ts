import type { AnyBlock } from '../block.ts';
import { type CalledVersions, compileWithCalled } from '../engine/called-versions.ts';
import type { PendingTurn, Session } from '../engine/types.ts';
import type { Environment } from '../flow/environments.ts';
import type { FlowDocument } from '../flow/types.ts';
import type { PhoneEvent } from '../phone/events.ts';
import { Exchange } from '../phone/exchange.ts';
import type { NetworkFaults } from '../phone/http/faults.ts';
import type { Leg } from '../phone/leg.ts';
import type { Clock } from '../phone/time/clock.ts';
import type { Task } from '../phone/time/task.ts';
import { type TranscriptLine, teller } from '../phone/transcript.ts';
import type { World } from '../phone/world/world.ts';
import { type Asked, writtenDown } from './asked.ts';
import { type AppTurn, FlowApp, TURN_HEADER } from './flow-app.ts';
import { noteHappenings } from './note-happenings.ts';
import type { Performed } from './performer.ts';
import { happeningsOf, type Pretence, pretend } from './pretend.ts';

export interface RehearsalOptions extends Omit<Pretence, 'world'> {
  readonly flow: FlowDocument;
  readonly types: ReadonlyMap<string, AnyBlock>;
  /** Id in URLs; `rehearsal` if absent. */
  readonly id?: string;
  readonly base?: string;
  readonly clock: Clock;
  readonly world: World;
  readonly from?: string;
  readonly to?: string;
  readonly faults?: NetworkFaults;
  readonly onWarning?: 'skip' | 'stop';
  readonly seed?: number;
  /** Language of the flow in which calls begin; else the number decides. */
  readonly language?: string | undefined;
  /** What templates see as `env`. */
  readonly env?: Environment | undefined;
  /** Versions of other flows that the flow can go through. */
  readonly called?: CalledVersions | undefined;
  /** The flow's own id, by which it may call itself. */
  readonly self?: string | undefined;
  /** Environment that the call runs in, as its links say; `live` if absent. */
  readonly environment?: string | undefined;
  /** Hears of everything, after the rehearsal has taken it in. */
  readonly onEvent?: (event: PhoneEvent, rehearsal: Rehearsal) => void;
}

/** A step of the way that the call took through the flow. */
export interface PathStep {
  readonly block: string;
  /** Exit it was left by; absent where the block waits, ended the call or failed. */
  readonly exit?: string;
}

/** Who calls and whom, where nothing else is said. */
export const REHEARSAL_CALL = { from: '+15550100199', to: '+15550100100' } as const;

/**
 * One call, or messages, to a flow that is not published: the phone on one end, the production engine on the other, no network between.
 *
 * @throws what `compileFlow` throws
 */
export class Rehearsal {
  readonly exchange: Exchange;
  readonly app: FlowApp;
  /** Exits taken so far, in order. */
  readonly path: PathStep[] = [];
  /** The conversation so far. */
  readonly transcript: (TranscriptLine & { readonly block?: string })[] = [];
  /** Requests that somebody, or another server, was asked for. */
  readonly asked: Asked[] = [];
  /** Block that speaks, listens or acts now. */
  block: string | undefined;
  /** Language in which calls begin; undefined where the number decides. */
  readonly language: string | undefined;
  readonly #options: RehearsalOptions;
  readonly #documents = new Map<number, AppTurn>();
  readonly #pretence: Pretence;
  readonly #tell = teller();
  #caller: Leg | undefined;
  #taken = 0;
  #performed = 0;

  constructor(options: RehearsalOptions) {
    this.#options = options;
    const {
      clock,
      world,
      flow,
      types,
      id = 'rehearsal',
      base = '',
      faults = {},
      seed = 1,
      language,
      env,
      environment,
      called,
      self,
      onWarning = 'skip',
    } = options;
    this.language = language;
    const { request } = options;
    this.#pretence = request ? { ...options, request: writtenDown(request, this.asked, () => clock.now()) } : options;
    this.app = new FlowApp({
      flow: compileWithCalled(flow, types, called, self),
      id,
      base,
      now: () => clock.now(),
      language,
      env,
      environment,
      after: (milliseconds, job) => clock.after(milliseconds, job),
      perform: (pending) => this.#perform(pending),
    });
    const onEvent = (event: PhoneEvent): void => this.#take(event);
    this.exchange = new Exchange({ clock, world, transport: this.app, faults, seed, onWarning, onEvent });
  }

  /** Makes the call. @param caller what the caller does; see `Exchange.call` */
  call(caller?: (leg: Leg) => Task<unknown>): Leg {
    const { from = REHEARSAL_CALL.from, to = REHEARSAL_CALL.to } = this.#options;
    const voiceUrl = this.app.entry();
    return this.exchange.call({ from, to, voiceUrl, fallbackUrl: `${voiceUrl}/fallback` }, (leg) => {
      this.#caller = leg;
      return caller?.(leg) ?? nothing();
    });
  }

  /**
   * Writes a message from the caller's number to the flow's. Later ones belong to the same conversation while it waits.
   *
   * @param media types of the files that come with it
   */
  write(body: string, media: readonly string[] = []): void {
    const { from = REHEARSAL_CALL.from, to = REHEARSAL_CALL.to } = this.#options;
    const messagingUrl = this.app.entry('messaging');
    const files = media.map((contentType, index) => ({ url: `${this.app.base}/media/${index}`, contentType }));
    this.exchange.message({ from, to, body, media: files, messagingUrl, fallbackUrl: `${messagingUrl}/fallback` });
  }

  /** Variables, results and whether the flow has ended, of the call or the latest conversation; undefined before its first answer. */
  get session(): Session | undefined {
    return this.#caller ? this.app.session(this.#caller.sid) : this.app.turns.at(-1)?.result.session;
  }

  /** Turn whose document the phone got with this response. */
  turnOf(response: number): AppTurn | undefined {
    return this.#documents.get(response);
  }

  #take(event: PhoneEvent): void {
    if (event.kind === 'response') this.#answered(event.id, event.headers[TURN_HEADER]);
    if (event.kind === 'verb') {
      const spoken = this.#documents.get(event.document)?.result.twiml.children[event.index];
      if (spoken && typeof spoken !== 'string' && spoken.block) this.block = spoken.block;
    }
    const line = this.#tell(event, this.#caller?.sid ?? event.leg);
    if (line) this.transcript.push(this.block === undefined ? line : { ...line, block: this.block });
    this.#options.onEvent?.(event, this);
  }

  /** Nothing leaves the rehearsal but what its options send or run: what would have been done happens to the caller's phone. */
  #perform({ effect, place }: PendingTurn): Performed | Promise<Performed> {
    const { sid, block } = place;
    const wish = { block, count: ++this.#performed, now: this.#options.clock.now() };
    const performed = pretend(effect, this.#pretence, wish);
    const tell = ({ outcome }: Performed): void => {
      const before = this.block;
      this.block = block;
      for (const happening of happeningsOf(effect, outcome)) this.exchange.tell(sid, happening);
      this.block = before;
    };
    if (performed instanceof Promise) void performed.then(tell, () => undefined);
    else tell(performed);
    return performed;
  }

  #answered(response: number, header: string | undefined): void {
    const turn = header === undefined ? undefined : this.app.turns[Number(header) - 1];
    if (!turn) return;
    this.#documents.set(response, turn);
    if (turn.number <= this.#taken) return;
    this.#taken = turn.number;
    for (const { block, exit } of turn.result.log) this.path.push(exit === undefined ? { block } : { block, exit });
    this.#tellLog(turn.result);
  }

  /** What the call's log says and people must see, told where it was written. */
  #tellLog({ session, log }: AppTurn['result']): void {
    const { block: before } = this;
    for (const { block, notes = [] } of log) {
      this.block = block;
      for (const happening of notes.flatMap(noteHappenings)) this.exchange.tell(session.sid, happening);
    }
    this.block = before;
  }
}

function* nothing(): Task<void> {}
