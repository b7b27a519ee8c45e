import type { Entry, RunContext, StepNote, StepResult, TurnRequest } from '../block.ts';
import { lookupPath } from '../template/template.ts';
import { byteLength } from '../text/byte-length.ts';
import { element, type TwimlElement } from '../twiml/element.ts';
import { MAX_RESPONSE_BYTES, serialise } from '../twiml/serialise.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import { fallbackElements, fallbackTwiml } from './fallback.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { Memory } from './memory.ts';
import { newSession, type TurnStart } from './session.ts';
import type { EngineServices, LogEntry, Session, TurnResult } from './types.ts';

/**
 * The first turn of a call or message: runs from the entry until a block waits or the flow ends. Pure but for `services`;
 * never throws for what a flow's author or a caller did: they get the fallback prompt and `failure` says why.
 */
export function startTurn(flow: CompiledFlow, start: TurnStart, services: EngineServices): TurnResult {
  const session = newSession(flow, start);
  const entry: Entry = start.channel === 'voice' ? 'incoming-call' : 'incoming-message';
  const turn = new Turn(flow, session, services);
  if (session.turn >= ENGINE_LIMITS.turnsPerCall) return turn.finish(TOO_MANY_TURNS);
  const at = start.at ?? flow.entries.get(entry);
  if (at === undefined) {
    const what = start.channel === 'voice' ? 'calls' : 'messages';
    return turn.finish({ code: 'no-entry', message: `The flow has no start block for ${what}.` });
  }
  return turn.walk(at);
}

/**
 * The turn of a webhook that came back: resumes the block that waits. The caller of this function has checked the one-time
 * token against `session.waiting`.
 */
export function resumeTurn(
  flow: CompiledFlow,
  session: Session,
  request: TurnRequest,
  services: EngineServices,
): TurnResult {
  const turn = new Turn(flow, session, services);
  if (session.turn >= ENGINE_LIMITS.turnsPerCall) return turn.finish(TOO_MANY_TURNS);
  if (!session.waiting)
    return turn.finish({ code: 'not-waiting', message: 'The call has ended; nothing waits for this request.' });
  return turn.walk(session.waiting.block, shortened(request));
}

const TOO_MANY_TURNS: StepNote = {
  code: 'turn-limit',
  message: `The call needed more than ${ENGINE_LIMITS.turnsPerCall} turns.`,
};

/** The request with its parameters as long as a session keeps them; nearly always the request itself. */
function shortened(request: TurnRequest): TurnRequest {
  const { parameters } = request;
  const long = Object.entries(parameters).filter(([, value]) => value.length > ENGINE_LIMITS.parameterLength);
  if (long.length === 0) return request;
  const cut = Object.fromEntries(long.map(([name, value]) => [name, value.slice(0, ENGINE_LIMITS.parameterLength)]));
  return { ...request, parameters: { ...parameters, ...cut } };
}

/** One turn in the making: what has been said, logged and changed so far. */
class Turn {
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
  ) {
    this.memory = new Memory(flow, session, services.now);
    this.state = session.state;
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

  private step(
    block: CompiledBlock,
    request: TurnRequest | undefined,
  ): { next: string | undefined } | { failure: StepNote } {
    const event = request ? 'resume' : 'run';
    const notes: StepNote[] = [];
    let result: StepResult;
    try {
      result = this.decide(block, request, notes);
    } catch (error) {
      const message = `Block "${block.name}" (${block.type.type}) failed: ${error instanceof Error ? error.message : String(error)}`;
      this.log.push({ block: block.id, type: block.type.type, event, result: 'failed', ...withNotes(notes) });
      return { failure: { code: 'block-failed', message } };
    }
    for (const spoken of result.twiml ?? []) this.elements.push({ ...spoken, block: block.id });
    this.memory.apply(block.id, result);
    if (result.notes) notes.push(...result.notes);
    const entry = { block: block.id, type: block.type.type, event, ...withNotes(notes) } as const;
    if ('go' in result) return this.leave(block, result.go, entry);
    if ('again' in result) {
      this.log.push({ ...entry, result: 'again' });
      this.state = result.state;
      return { next: block.id };
    }
    if ('wait' in result) {
      this.waiting = { block: block.id, token: this.mintToken() };
      this.state = result.state ?? null;
    }
    this.log.push({ ...entry, result: 'wait' in result ? 'wait' : 'end' });
    return { next: undefined };
  }

  private decide(block: CompiledBlock, request: TurnRequest | undefined, notes: StepNote[]): StepResult {
    const context = this.context(block, notes);
    if (!request) return block.type.run(context as never);
    if (!block.type.resume) throw new Error('it does not wait for requests');
    return block.type.resume(request, context as never);
  }

  private leave(
    block: CompiledBlock,
    name: string,
    entry: Omit<LogEntry, 'result'>,
  ): { next: string | undefined } | { failure: StepNote } {
    const exit = block.exits.get(name);
    this.state = null;
    this.log.push({ ...entry, result: 'go', exit: name, ...(exit?.to === undefined ? {} : { to: exit.to }) });
    if (!exit) return { failure: { code: 'no-exit', message: `Block "${block.name}" has no exit "${name}".` } };
    if (exit.to === undefined && !exit.spec.ends) {
      const message = `Exit "${exit.spec.label}" of "${block.name}" is not connected.`;
      return { failure: { code: 'exit-not-connected', message } };
    }
    return { next: exit.to };
  }

  private context(block: CompiledBlock, notes: StepNote[]): RunContext<Readonly<Record<string, unknown>>> {
    const { memory, services, session } = this;
    const render = memory.renderer(notes);
    const mint = () => this.mintToken();
    return {
      props: block.props(render),
      block: block.id,
      channel: session.channel,
      settings: this.flow.settings,
      get actionUrl() {
        return services.links.action(block.id, mint());
      },
      callbackUrl: (kind) => services.links.callback(block.id, kind),
      state: this.state ?? undefined,
      render,
      lookup: (path) => lookupPath(memory.scope(), path.split('.')) as never,
    };
  }

  /** One token a turn: the document has one place where the next webhook comes from. */
  private mintToken(): string {
    this.token ??= this.services.token();
    return this.token;
  }

  /** Ends the turn; with `failure`, the caller hears the fallback prompt after what was said so far and the call ends. */
  finish(failure?: StepNote): TurnResult {
    const { settings } = this.flow;
    const { channel } = this.session;
    if (failure) {
      this.waiting = null;
      this.elements.push(...fallbackElements(settings, channel));
    }
    let twiml = element('Response', {}, ...this.elements);
    let xml = serialise(twiml);
    let reason = failure;
    if (xml.length * 3 > MAX_RESPONSE_BYTES && byteLength(xml) > MAX_RESPONSE_BYTES) {
      this.waiting = null;
      twiml = fallbackTwiml(settings, channel);
      xml = serialise(twiml);
      reason = {
        code: 'response-too-large',
        message: 'The TwiML of this turn is larger than the 64 KB that Twilio reads (11750).',
      };
    }
    const session: Session = {
      ...this.session,
      ...this.memory.values(),
      status: this.waiting ? 'active' : 'ended',
      turn: this.session.turn + 1,
      waiting: this.waiting,
      state: this.waiting ? this.state : null,
    };
    return { twiml, xml, session, log: this.log, ...(reason ? { failure: reason } : {}) };
  }
}

function withNotes(notes: readonly StepNote[]): { notes?: readonly StepNote[] } {
  return notes.length > 0 ? { notes: notes.slice(0, ENGINE_LIMITS.notesPerTurn) } : {};
}
