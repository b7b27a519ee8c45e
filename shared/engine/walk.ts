import type { StepNote, StepResult, TurnRequest } from '../block.ts';
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
import type { EngineServices, Links, LogEntry, Session, TurnResult } from './types.ts';

/** One turn in the making: what has been said, logged and changed so far. In an aside the call itself stays where it waits. */
export class Turn implements TurnSide {
  private readonly elements: TwimlElement[] = [];
  private readonly log: LogEntry[] = [];
  private readonly memory: Memory;
  private waiting: Session['waiting'] = null;
  private state: Session['state'];
  private token: string | undefined;

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

  /** Runs block after block from `at`; with `request`, the first one is resumed instead of run. */
  walk(at: string, request?: TurnRequest): TurnResult {
    let next: string | undefined = at;
    let resume = request;
    for (let step = 0; next !== undefined; step++) {
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
      const outcome = this.step(block, resume);
      if ('failure' in outcome) return this.finish(outcome.failure);
      next = outcome.next;
      resume = undefined;
    }
    return this.finish();
  }

  private step(block: CompiledBlock, request: TurnRequest | undefined): Outcome {
    const event = request ? 'resume' : 'run';
    const notes: StepNote[] = [];
    let result: StepResult;
    try {
      result = this.decide(block, request, notes);
    } catch (error) {
      const message = `Block "${block.name}" (${block.type.type}) failed: ${error instanceof Error ? error.message : String(error)}`;
      this.log.push(entryOf(block, event, 'failed', notes));
      return { failure: { code: 'block-failed', message } };
    }
    if (result.twiml) this.speak(block.id, result.twiml);
    this.memory.apply(block.id, result);
    if (result.notes) notes.push(...result.notes);
    if ('go' in result) return this.leave(block, result.go, event, notes);
    if ('again' in result) {
      this.log.push(entryOf(block, event, 'again', notes));
      this.state = result.state;
      return { next: block.id };
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

  private leave(block: CompiledBlock, name: string, event: LogEntry['event'], notes: readonly StepNote[]): Outcome {
    const exit = block.exits.get(name);
    this.state = null;
    this.log.push(entryOf(block, event, 'go', notes, name, exit?.to));
    if (!exit) return { failure: { code: 'no-exit', message: `Block "${block.name}" has no exit "${name}".` } };
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

type Outcome = { readonly next: string | undefined } | { readonly failure: StepNote };

const END: Outcome = { next: undefined };

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
