import type { FlowCall, Return, Returned, StepNote, StepResult, TurnRequest } from '../block.ts';
import type { Outcome } from '../effect.ts';
import type { Json } from '../flow/types.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import { Draft, markedBy } from './draft.ts';
import { enterFlow, leaveFlow } from './enter.ts';
import { pathOf } from './inside.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { nameLatest, pendingTurn, visitOf, type Wanted } from './pending.ts';
import type { AsidePlace } from './session-after.ts';
import { StepContext } from './step-context.ts';
import type { EngineServices, LogEntry, PendingTurn, Performing, Session, Turned, TurnResult } from './types.ts';

/** The way of one turn from block to block: each runs, or is resumed, and says where it leads. */
export class Turn {
  private readonly draft: Draft;
  /** Effects wanted so far. */
  private wanted = 0;

  constructor(
    flow: CompiledFlow,
    private readonly session: Session,
    private readonly services: EngineServices,
    aside?: AsidePlace,
  ) {
    this.draft = new Draft(flow, session, services, aside);
  }

  /** Leaves values under `blocks.<block>` beside those that are there. */
  remember(block: string, values: Readonly<Record<string, Json>>): void {
    this.draft.memory.apply(block, { results: { ...this.session.results[block], ...values }, go: '' }, []);
  }

  /** Language that the flow of a block speaks now. */
  languageAt(block: string): string | undefined {
    const { memory } = this.draft;
    memory.find(block);
    return memory.flow.language ?? memory.flow.languages[0];
  }

  /** Ends the turn before any block runs, or after one that ends it; see `Draft`. */
  finish(failure?: StepNote): TurnResult {
    return this.draft.finish(failure);
  }

  /** Runs block after block from `at`; with `request`, the first one is resumed instead of run. @param steps run before */
  walk(at: string, request?: TurnRequest, steps = 0): Turned {
    let next: string | undefined = at;
    let resume = request;
    for (let step = steps; next !== undefined; step++) {
      if (step >= ENGINE_LIMITS.stepsPerTurn) {
        // What a runaway loop has collected is not worth hearing.
        this.draft.silence();
        return this.finish({
          code: 'step-limit',
          message: `The flow ran ${ENGINE_LIMITS.stepsPerTurn} blocks without waiting for the caller; it goes round in a circle at "${next}".`,
        });
      }
      const block = this.draft.memory.find(next);
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
    const block = this.draft.memory.find(id);
    if (!block) return this.finish({ code: 'no-block', message: `Block "${id}" is not in this version of the flow.` });
    return this.pending(block, { effect, event: 'resume', notes: [] }, visit, 0);
  }

  private stop(block: CompiledBlock, way: Failed | Wanted, step: number): Turned {
    if ('failure' in way) return this.finish(way.failure);
    if (this.wanted < ENGINE_LIMITS.effectsPerTurn) {
      return this.pending(block, way, visitOf(this.draft, this.wanted++), step);
    }
    const message = `The flow wanted more than ${ENGINE_LIMITS.effectsPerTurn} things done in one turn; "${block.name}" was the next.`;
    return this.finish({ code: 'effect-limit', message });
  }

  private pending(block: CompiledBlock, wanted: Wanted, visit: string, step: number): PendingTurn {
    return pendingTurn(this.draft, block, wanted, visit, (outcome) => {
      const way = this.performed(block, outcome, wanted, visit);
      if (!('next' in way)) return this.stop(block, way, step);
      return way.next === undefined ? this.finish() : this.walk(way.next, undefined, step + 1);
    });
  }

  private performed(block: CompiledBlock, outcome: Outcome, { event, notes }: Wanted, visit: string): Way {
    const { log, memory } = this.draft;
    memory.beginTime();
    let result: StepResult;
    try {
      if (!block.type.performed) throw new Error('it asks for nothing to be performed');
      result = block.type.performed(outcome, this.context(block, notes) as never);
    } catch (error) {
      return this.failed(block, event, notes, error);
    }
    const before = log.length;
    const way = this.take(block, result, event, notes);
    if (log.length > before) nameLatest(log, visit);
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
    this.draft.note(block, event, 'failed', notes);
    return { failure: { code: 'block-failed', message } };
  }

  private take(block: CompiledBlock, result: StepResult, event: LogEntry['event'], notes: StepNote[]): Way {
    if (result.twiml) this.draft.speak(block.id, result.twiml);
    if (result.notes) notes.push(...result.notes);
    this.draft.memory.apply(block.id, result, notes);
    if ('go' in result) return this.leave(block, result.go, event, notes);
    if ('again' in result) {
      this.draft.note(block, event, 'again', notes);
      this.draft.state = result.state;
      return { next: block.id };
    }
    if ('perform' in result) {
      this.draft.state = result.state ?? null;
      const { perform: effect, meanwhile = [] } = result;
      return meanwhile.length > 0 ? { effect, event, notes, meanwhile } : { effect, event, notes };
    }
    if ('enter' in result) return this.enter(block, result.enter, event, notes);
    if ('return' in result) {
      this.draft.note(block, event, 'return', notes);
      return this.comeBack(block.id, result.return);
    }
    if ('wait' in result) {
      const { messageWithin } = result;
      const waiting = { block: block.id, token: this.draft.mintToken() };
      this.draft.waiting =
        messageWithin === undefined ? waiting : { ...waiting, until: this.services.now() + messageWithin };
      this.draft.state = result.state ?? null;
    }
    this.draft.note(block, event, 'wait' in result ? 'wait' : 'end', notes);
    return END;
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
    this.draft.state = null;
    this.draft.note(block, event, 'go', notes, taken, exit?.to);
    if (!exit) return { failure: { code: 'no-exit', message: `Block "${block.name}" has no exit "${taken}".` } };
    // Where an aside ends, Twilio goes on by itself: it joins the parties, or asks once more.
    if (exit.to === undefined && !exit.spec.ends && !this.draft.isAside) {
      const message = `Exit "${exit.spec.label}" of "${block.name}" is not connected.`;
      return { failure: { code: 'exit-not-connected', message } };
    }
    return exit.to === undefined ? this.comeBack(block.id, { outcome: '' }) : { next: exit.to };
  }

  private enter(block: CompiledBlock, call: FlowCall, event: LogEntry['event'], notes: StepNote[]): Way {
    const entered = enterFlow(this.draft, block, call);
    if ('refused' in entered) {
      const { refused } = entered;
      return this.goOnBehind(block, { outcome: '', results: {}, refused }, event, [...notes, refused]);
    }
    this.draft.note(block, event, 'enter', [...notes, ...entered.notes], undefined, entered.at);
    return { next: entered.at };
  }

  /** A flow has ended without ending the call: the one that called it goes on. @param id of its last block */
  private comeBack(id: string, { outcome }: Return): Way {
    const path = pathOf(id);
    if (path === this.draft.home) return END;
    const results = leaveFlow(this.draft, path);
    const block = this.draft.memory.find(path);
    if (!block)
      return { failure: { code: 'no-block', message: `Block "${path}" is not in this version of the flow.` } };
    return this.goOnBehind(block, { outcome, results }, 'return', []);
  }

  private goOnBehind(block: CompiledBlock, back: Returned, event: LogEntry['event'], notes: StepNote[]): Way {
    let result: StepResult;
    try {
      if (!block.type.returned) throw new Error('it calls no flow');
      result = block.type.returned(back, this.context(block, notes) as never);
    } catch (error) {
      return this.failed(block, event, notes, error);
    }
    return this.take(block, result, event, notes);
  }

  private context(block: CompiledBlock, notes: StepNote[]): StepContext {
    const { memory } = this.draft;
    const render = memory.renderer(notes);
    return new StepContext(
      block.props(render),
      block.id,
      this.session.channel,
      memory.flow.settings,
      memory.flow.languages,
      this.draft.state ?? undefined,
      render,
      this.draft,
    );
  }
}

/** Where a step leads. */
type Way = { readonly next: string | undefined } | Failed | Wanted;

interface Failed {
  readonly failure: StepNote;
}

const END: Way = { next: undefined };
