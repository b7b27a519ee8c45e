import type { KeptTable, StepNote } from '../block.ts';
import type { Json } from '../flow/types.ts';
import type { TemplateScope } from '../template/template.ts';
import { byteLength } from '../text/byte-length.ts';
import { element, type TwimlElement } from '../twiml/element.ts';
import { MAX_RESPONSE_BYTES, serialise } from '../twiml/serialise.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import { messageToken } from './conversation.ts';
import { calmElements, fallbackElements, fallbackTwiml } from './fallback.ts';
import { pathOf } from './inside.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { Memory } from './memory.ts';
import { type AsidePlace, afterAside, afterTurn, blockOf } from './session-after.ts';
import type { TurnSide } from './step-context.ts';
import type { EngineServices, Links, LogEntry, Session, TurnResult } from './types.ts';

/** One turn in the making: what has been said, logged and changed so far. In an aside the call itself stays where it waits. */
export class Draft implements TurnSide {
  readonly memory: Memory;
  readonly log: LogEntry[] = [];
  waiting: Session['waiting'] = null;
  /** Private state of the block that runs. */
  state: Session['state'];
  private readonly elements: TwimlElement[] = [];
  private token: string | undefined;

  constructor(
    flow: CompiledFlow,
    /** As the turn found it. */
    readonly session: Session,
    readonly services: EngineServices,
    readonly aside?: AsidePlace,
  ) {
    this.memory = new Memory(flow, session, services);
    this.state = aside ? aside.state : session.state;
  }

  get isAside(): boolean {
    return this.aside !== undefined;
  }

  /** Path of the flow that the turn's document belongs to: where that one ends, so does the document. */
  get home(): string {
    return this.aside ? pathOf(blockOf(this.aside.key)) : '';
  }

  /** URLs of this turn's flow. */
  get links(): Links {
    return this.services.links;
  }

  get sid(): string {
    return this.session.sid;
  }

  /** What templates of this turn see. */
  scope(): TemplateScope {
    this.memory.checkTime();
    return this.memory.scope();
  }

  resultsOf(block: string): Readonly<Record<string, Json>> | undefined {
    return this.memory.resultsOf(block);
  }

  now(): number {
    return this.services.now();
  }

  table(name: string): KeptTable | undefined {
    return this.memory.flow.tables.get(name);
  }

  /** One token a turn: the document has one place where the next webhook comes from. */
  mintToken(): string {
    const { channel, sid } = this.session;
    this.token ??= channel === 'voice' ? this.services.token() : messageToken(sid, this.services.token());
    return this.token;
  }

  speak(block: string, twiml: readonly TwimlElement[]): void {
    for (const spoken of twiml) this.elements.push(spoken.block === block ? spoken : markedBy(block, spoken));
  }

  /** Takes back all that was said. */
  silence(): void {
    this.elements.length = 0;
  }

  /** Logs one step. @param exit that it left by, to the block `to` */
  note(
    block: CompiledBlock,
    event: LogEntry['event'],
    result: LogEntry['result'],
    notes: readonly StepNote[],
    exit?: string,
    to?: string,
  ): void {
    const entry: { -readonly [K in keyof LogEntry]: LogEntry[K] } = {
      block: block.id,
      type: block.type.type,
      event,
      result,
    };
    if (exit !== undefined) entry.exit = exit;
    if (to !== undefined) entry.to = to;
    if (notes.length > 0) entry.notes = notes.slice(0, ENGINE_LIMITS.notesPerTurn);
    this.log.push(entry);
  }

  /** Ends the turn; with `failure`, the caller hears the fallback prompt after what was said so far and the call ends. */
  finish(failure?: StepNote): TurnResult {
    const settings = this.memory.flow.fallback;
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

/** The element with the block that spoke it, for the source map. */
export function markedBy(block: string, { tag, attributes, children }: TwimlElement): TwimlElement {
  return { tag, attributes, children, block };
}
