import type { StepNote, StepResult, TurnRequest } from '../block.ts';
import type { Effect, Outcome } from '../effect.ts';
import type { Json } from '../flow/types.ts';
import type { TemplateScope } from '../template/template.ts';
import { byteLength } from '../text/byte-length.ts';
import { element, type TwimlElement } from '../twiml/element.ts';
import { MAX_RESPONSE_BYTES, serialise } from '../twiml/serialise.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import { messageToken } from './conversation.ts';
import { calmElements, fallbackElements, fallbackTwiml } from './fallback.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { Memory } from './memory.ts';
import { type AsidePlace, afterAside, afterTurn } from './session-after.ts';
import { StepContext, type TurnSide } from './step-context.ts';
import type { EngineServices, Links, LogEntry, PendingTurn, Performing, Session, Turned, TurnResult } from './types.ts';

/** One turn in the making: what has been said, logged and changed so far. In an aside the call itself stays where it waits. */
export class Turn implements TurnSide {
  private readonly elements: TwimlElement[] = [];
  private readonly log: LogEntry[] = [];
  private readonly memory: Memory;
  private waiting: Session['waiting'] = null;
  private state: Session['state'];
  private token: string | undefined;
  /** Effects wanted so far. */
  private wanted = 0;

  constructor(
    private readonly flow: CompiledFlow,
    private readonly session: Session,
    private readonly services: EngineServices,
    private readonly aside?: AsidePlace,
  ) {
    this.memory = new Memory(flow, session, services.now);
    this.state = aside ? aside.state : session.state;
  }

  get isAside(): boolean {
    return this.aside !== undefined;
  }

  /** Leaves values under `blocks.<block>` beside those that are there. */
  remember(block: string, values: Readonly<Record<string, Json>>): void {
    this.memory.apply(block, { results: { ...this.session.results[block], ...values }, go: '' });
  }

  /** Runs block after block from `at`; with `request`, the first one is resumed instead of run. @param steps run before */
  walk(at: string, request?: TurnRequest, steps = 0): Turned {
    let next: string | undefined = at;
    let resume = request;
    for (let step = steps; next !== undefined; step++) {
      if (step >= ENGINE_LIMITS.stepsPerTurn) {
        // What a runaway loop has collected is not worth hearing.
        this.elements.length = 0;
        return this.finish({
          code: 'step-limit',
          message: `The flow ran ${ENGINE_LIMITS.stepsPerTurn} blocks without waiting for the caller; it goes round in a circle at "${next}".`,
        });
      }
      const block = this.flow.blocks.get(next);
      if (!block)
        return this.finish({ code: 'no-block', message: `Block "${next}" is not in this version of the flow.` });
      const way = this.step(block, resume);
      if (!('next' in way)) return this.stop(block, way, step);
      next = way.next;
      resume = undefined;
    }
    return this.finish();
  }

  /** Asks once more for what a caller on hold waits for. */
  goOn(id: string, { visit, effect }: Performing): Turned {
    const block = this.flow.blocks.get(id);
    if (!block) return this.finish({ code: 'no-block', message: `Block "${id}" is not in this version of the flow.` });
    return this.pending(block, { effect, event: 'resume', notes: [] }, visit, 0);
  }

  private stop(block: CompiledBlock, way: Failed | Wanted, step: number): Turned {
    if ('failure' in way) return this.finish(way.failure);
    if (this.wanted < ENGINE_LIMITS.effectsPerTurn) return this.pending(block, way, this.nextVisit(), step);
    const message = `The flow wanted more than ${ENGINE_LIMITS.effectsPerTurn} things done in one turn; "${block.name}" was the next.`;
    return this.finish({ code: 'effect-limit', message });
  }

  private pending(block: CompiledBlock, wanted: Wanted, visit: string, step: number): PendingTurn {
    const { sid, flow, channel } = this.session;
    const { effect } = wanted;
    return {
      effect,
      place: { sid, flow, channel, block: block.id, visit },
      proceed: (outcome) => {
        const way = this.afterEffect(block, outcome, wanted, visit);
        if (!('next' in way)) return this.stop(block, way, step);
        return way.next === undefined ? this.finish() : this.walk(way.next, undefined, step + 1);
      },
      ...(channel === 'voice' && !this.aside && { hold: () => this.hold(block, wanted, visit) }),
    };
  }

  /** The same for the same request, so that a turn that is run anew is known by it. */
  private nextVisit(): string {
    const { turn, asideTurns = 0, channel, call } = this.session;
    const count = this.wanted++;
    if (this.aside) return `${this.services.request ?? this.aside.key}.${count}`;
    // Asides run at any time, also between two attempts at a turn of the call.
    const own = `${turn - asideTurns}.${count}`;
    return channel === 'voice' ? own : `${call.MessageSid ?? ''}.${own}`;
  }

  private hold(block: CompiledBlock, { effect, event, notes, meanwhile = PAUSE }: Wanted, visit: string): TurnResult {
    const token = this.mintToken();
    const back = element('Redirect', { method: 'POST' }, this.links.action(block.id, token));
    this.speak(block.id, [...meanwhile, back]);
    this.log.push({ ...entryOf(block, event, 'held', notes), visit });
    this.waiting = { block: block.id, token, performing: { visit, effect } };
    return this.finish();
  }

  private afterEffect(block: CompiledBlock, outcome: Outcome, { event, notes }: Wanted, visit: string): Way {
    this.memory.beginTime();
    let result: StepResult;
    try {
      if (!block.type.performed) throw new Error('it asks for nothing to be performed');
      result = block.type.performed(outcome, this.context(block, notes) as never);
    } catch (error) {
      return this.failed(block, event, notes, error);
    }
    const at = this.log.length;
    const way = this.take(block, result, event, notes);
    const entry = this.log[at];
    if (entry) this.log[at] = { ...entry, visit };
    return way;
  }

  private step(block: CompiledBlock, request: TurnRequest | undefined): Way {
    const event = request ? 'resume' : 'run';
    const notes: StepNote[] = [];
    let result: StepResult;
    try {
      result = this.decide(block, request, notes);
    } catch (error) {
      return this.failed(block, event, notes, error);
    }
    return this.take(block, result, event, notes);
  }

  private failed(block: CompiledBlock, event: LogEntry['event'], notes: readonly StepNote[], error: unknown): Failed {
    const message = `Block "${block.name}" (${block.type.type}) failed: ${error instanceof Error ? error.message : String(error)}`;
    this.log.push(entryOf(block, event, 'failed', notes));
    return { failure: { code: 'block-failed', message } };
  }

  private take(block: CompiledBlock, result: StepResult, event: LogEntry['event'], notes: StepNote[]): Way {
    if (result.twiml) this.speak(block.id, result.twiml);
    this.memory.apply(block.id, result);
    if (result.notes) notes.push(...result.notes);
    if ('go' in result) return this.leave(block, result.go, event, notes);
    if ('again' in result) {
      this.log.push(entryOf(block, event, 'again', notes));
      this.state = result.state;
      return { next: block.id };
    }
    if ('perform' in result) {
      this.state = result.state ?? null;
      const { perform: effect, meanwhile = [] } = result;
      return meanwhile.length > 0 ? { effect, event, notes, meanwhile } : { effect, event, notes };
    }
    if ('wait' in result) {
      const { messageWithin } = result;
      const waiting = { block: block.id, token: this.mintToken() };
      this.waiting = messageWithin === undefined ? waiting : { ...waiting, until: this.services.now() + messageWithin };
      this.state = result.state ?? null;
    }
    this.log.push(entryOf(block, event, 'wait' in result ? 'wait' : 'end', notes));
    return END;
  }

  private speak(block: string, twiml: readonly TwimlElement[]): void {
    for (const spoken of twiml) this.elements.push(spoken.block === block ? spoken : markedBy(block, spoken));
  }

  private decide(block: CompiledBlock, request: TurnRequest | undefined, notes: StepNote[]): StepResult {
    if (request) {
      if (!block.type.resume) throw new Error('it does not wait for requests');
      return block.type.resume(request, this.context(block, notes) as never);
    }
    const { channel } = this.session;
    const known = block.decided[channel];
    if (known) return known;
    const context = this.context(block, notes);
    const result = block.type.run(context as never);
    // Blocks are pure: what did not ask for this turn's state, token, variables or texts cannot come out otherwise in another.
    if (block.constant && !context.asked) {
      const twiml = result.twiml?.map((spoken) => markedBy(block.id, spoken));
      block.decided[channel] = twiml ? { ...result, twiml } : result;
    }
    return result;
  }

  private leave(block: CompiledBlock, name: string, event: LogEntry['event'], notes: readonly StepNote[]): Way {
    let taken = name;
    let exit = block.exits.get(name);
    if (exit?.to === undefined && exit?.spec.or !== undefined) {
      taken = exit.spec.or;
      exit = block.exits.get(taken);
    }
    this.state = null;
    this.log.push(entryOf(block, event, 'go', notes, taken, exit?.to));
    if (!exit) return { failure: { code: 'no-exit', message: `Block "${block.name}" has no exit "${taken}".` } };
    // Where an aside ends, Twilio goes on by itself: it joins the parties, or asks once more.
    if (exit.to === undefined && !exit.spec.ends && !this.aside) {
      const message = `Exit "${exit.spec.label}" of "${block.name}" is not connected.`;
      return { failure: { code: 'exit-not-connected', message } };
    }
    return { next: exit.to };
  }

  private context(block: CompiledBlock, notes: StepNote[]): StepContext {
    const render = this.memory.renderer(notes);
    return new StepContext(
      block.props(render),
      block.id,
      this.session.channel,
      this.flow.settings,
      this.state ?? undefined,
      render,
      this,
    );
  }

  /** What templates of this turn see. */
  scope(): TemplateScope {
    return this.memory.scope();
  }

  /** URLs of this turn's flow. */
  get links(): Links {
    return this.services.links;
  }

  get sid(): string {
    return this.session.sid;
  }

  /** One token a turn: the document has one place where the next webhook comes from. */
  mintToken(): string {
    const { channel, sid } = this.session;
    this.token ??= channel === 'voice' ? this.services.token() : messageToken(sid, this.services.token());
    return this.token;
  }

  /** Ends the turn; with `failure`, the caller hears the fallback prompt after what was said so far and the call ends. */
  finish(failure?: StepNote): TurnResult {
    const { settings } = this.flow;
    const { channel } = this.session;
    if (failure) {
      this.waiting = null;
      this.elements.push(...(this.aside ? calmElements(this.aside.kind) : fallbackElements(settings, channel)));
    }
    let twiml = element('Response', {}, ...this.elements);
    let xml = serialise(twiml);
    let reason = failure;
    if (xml.length * 3 > MAX_RESPONSE_BYTES && byteLength(xml) > MAX_RESPONSE_BYTES) {
      this.waiting = null;
      twiml = this.aside ? element('Response', {}, ...calmElements(this.aside.kind)) : fallbackTwiml(settings, channel);
      xml = serialise(twiml);
      reason = {
        code: 'response-too-large',
        message: 'The TwiML of this turn is larger than the 64 KB that Twilio reads (11750).',
      };
    }
    const { session: before, waiting, state } = this;
    const left = { ...this.memory.values(), waiting, state };
    const session = this.aside ? afterAside(before, left, this.aside) : afterTurn(before, left);
    return { twiml, xml, session, log: this.log, ...(reason ? { failure: reason } : {}) };
  }
}

/** Where a step leads. */
type Way = { readonly next: string | undefined } | Failed | Wanted;

interface Failed {
  readonly failure: StepNote;
}

/** What a step wants performed before it goes on. */
interface Wanted {
  readonly effect: Effect;
  readonly event: LogEntry['event'];
  readonly notes: StepNote[];
  readonly meanwhile?: readonly TwimlElement[];
}

/** What a caller on hold hears of each further wait. */
const PAUSE = [element('Pause', { length: ENGINE_LIMITS.holdSeconds })];

const END: Way = { next: undefined };

/** The element with the block that spoke it, for the source map. */
function markedBy(block: string, { tag, attributes, children }: TwimlElement): TwimlElement {
  return { tag, attributes, children, block };
}

function entryOf(
  block: CompiledBlock,
  event: LogEntry['event'],
  result: LogEntry['result'],
  notes: readonly StepNote[],
  exit?: string,
  to?: string,
): LogEntry {
  const entry: { -readonly [K in keyof LogEntry]: LogEntry[K] } = {
    block: block.id,
    type: block.type.type,
    event,
    result,
  };
  if (exit !== undefined) entry.exit = exit;
  if (to !== undefined) entry.to = to;
  if (notes.length > 0) entry.notes = notes.slice(0, ENGINE_LIMITS.notesPerTurn);
  return entry;
}
