import { type CallAction, type CallExpectation, type CallStep, isExpectation } from '../flow/call-test.ts';
import type { Activity, PhoneEvent } from '../phone/events.ts';
import type { Exchange } from '../phone/exchange.ts';
import type { Leg } from '../phone/leg.ts';
import type { Clock } from '../phone/time/clock.ts';
import { either, never, type Task, until } from '../phone/time/task.ts';
import { CallWatch } from './call-watch.ts';
import { type Cursor, type FlowSight, judge, type SeenEvent } from './expectations.ts';
import { heardWords, stepWords } from './step-words.ts';
import type { TestWorld } from './test-world.ts';

export interface ScriptOptions {
  readonly clock: Clock;
  /** World of the exchange that is called. */
  readonly world: Pick<TestWorld, 'prepare'>;
  /** What is known of the flow behind the number; without it, expectations about blocks and variables fail. */
  readonly flow?: FlowSight;
}

/** A caller who keeps to a script. Give `take` every event of the exchange, and `act` to its `call`. */
export interface ScriptedCaller {
  readonly take: (event: PhoneEvent) => void;
  act(leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<void>;
  /** How it went so far. */
  result(): ScriptResult;
  /** Resolves when the call that `act` leads is over. */
  readonly done: Promise<ScriptResult>;
}

/** How a script went. */
export interface ScriptResult {
  /** True once every step went as written and the call is over. */
  readonly passed: boolean;
  /** The steps that were tried, in order. */
  readonly steps: readonly StepResult[];
  readonly failure?: StepFailure;
}

export interface StepResult {
  readonly step: CallStep;
  readonly ok: boolean;
  /** Seconds since the call began. */
  readonly at: number;
  readonly block?: string;
}

/** Why a script did not go as written. */
export interface StepFailure {
  /** Index of the step. */
  readonly step: number;
  /** What was expected, in words. */
  readonly expected: string;
  /** What stood in the way, as a sentence. */
  readonly why: string;
  /** What was heard since the last action, one item each. */
  readonly heard: readonly string[];
  readonly block?: { readonly id: string; readonly name: string };
  /** Seconds since the call began. */
  readonly at: number;
}

/**
 * The caller of a test: takes the steps in order. An action waits until the phone listens; an expectation is met as soon as
 * what it expects happens, and fails where the call is over, or waits for the caller, without it.
 */
export function scriptCaller(steps: readonly CallStep[], options: ScriptOptions): ScriptedCaller {
  return new Script(steps, options);
}

class Script implements ScriptedCaller {
  readonly done: Promise<ScriptResult>;
  readonly #script: readonly CallStep[];
  readonly #options: ScriptOptions;
  readonly #watch = new CallWatch();
  readonly #events: SeenEvent[] = [];
  readonly #results: StepResult[] = [];
  #failure: StepFailure | undefined;
  #finished = false;
  #finish: (result: ScriptResult) => void = () => {};
  /** What the caller last pressed or said: while what was listening, and whether it was speech. */
  #input: { readonly listen: number; readonly spoken: boolean } | undefined;
  /** True where the last action was a press or speech. */
  #acted = false;
  #mark = 0;
  /** Index of the verb that began last. */
  #verb = -1;
  #cursor: Cursor = { event: 0, offset: 0, used: [] };

  constructor(steps: readonly CallStep[], options: ScriptOptions) {
    this.#script = steps;
    this.#options = options;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  readonly take = (event: PhoneEvent): void => {
    if (event.kind === 'verb') this.#verb = this.#events.length;
    this.#events.push({ event, block: this.#options.flow?.block() });
    this.#watch.take(event);
  };

  result(): ScriptResult {
    const failure = this.#failure;
    const result = { passed: this.#finished && !failure, steps: [...this.#results] };
    return failure ? { ...result, failure } : result;
  }

  *act(leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<void> {
    for (const [index, step] of this.#script.entries()) {
      const why = isExpectation(step)
        ? yield* this.#expect(step, leg, exchange)
        : yield* this.#perform(step, leg, exchange);
      this.#note(step, index, why, leg);
      if (why === undefined) continue;
      leg.hangUp();
      break;
    }
    yield* seeOut(leg, exchange);
    this.#finished = true;
    this.#finish(this.result());
  }

  #note(step: CallStep, index: number, why: string | undefined, leg: Leg): void {
    const { flow, clock } = this.#options;
    const at = Math.round(clock.now() - leg.startedAt) / 1_000;
    const block = flow?.block();
    this.#results.push({ step, ok: why === undefined, at, ...(block === undefined ? {} : { block }) });
    if (why === undefined) return;
    const events = this.#events.map(({ event }) => event);
    const heard = heardWords(events, this.#mark, leg.sid);
    const place = flow && block !== undefined ? { block: { id: block, name: flow.nameOf(block) } } : {};
    this.#failure = { step: index, expected: stepWords(step), why, heard: heard.slice(-HEARD_SHOWN), ...place, at };
  }

  /** @returns why it could not be done */
  *#perform(step: CallAction, leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<string | undefined> {
    if ('dialled' in step) {
      this.#options.world.prepare(step);
      return undefined;
    }
    if ('write' in step) return NO_MESSAGES;
    // Lets the call take in what was done before.
    yield* until(exchange.sleep(0));
    if ('wait' in step || 'silence' in step) {
      this.#acts(false);
      if ('silence' in step) yield* this.#silence(leg);
      else {
        if (step.listening) yield* this.#listening(leg, false);
        yield* until(exchange.sleep(step.wait));
      }
      return undefined;
    }
    if (!('hangUp' in step) || step.listening) yield* this.#listening(leg, 'during' in step && step.during === true);
    if (leg.over) return OVER;
    this.#acts(!('hangUp' in step));
    if ('hangUp' in step) leg.hangUp();
    else {
      this.#input = { listen: this.#watch.listens, spoken: 'say' in step };
      if ('say' in step) leg.say(step.say, step.confidence);
      else yield* pressAll(step.press, leg, exchange);
    }
    return undefined;
  }

  /** @returns why it was not met */
  *#expect(step: CallExpectation, leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<string | undefined> {
    const { flow } = this.#options;
    if (!flow && ('variable' in step || 'at' in step || 'endsAt' in step || 'hears' in step)) return NO_FLOW;
    yield* until(exchange.sleep(0));
    let judged = 0;
    for (;;) {
      const { over } = leg;
      const since = judged;
      judged = this.#events.length;
      const undecided = this.#acted && !over && this.#verb < this.#mark;
      const scene = { events: this.#events, mark: this.#mark, cursor: this.#cursor, since, over, undecided, flow };
      const cursor = judge(step, scene);
      if (cursor) {
        this.#cursor = cursor;
        return undefined;
      }
      const failure = flow?.failure();
      if (over) return failure === undefined ? OVER : `${OVER} The flow failed: ${failure}`;
      if (this.#watch.waiting && this.#input?.listen !== this.#watch.listens) return WAITING;
      yield* until(this.#watch.next);
    }
  }

  *#silence(leg: Leg): Task<void> {
    yield* this.#listening(leg, false);
    const { listens } = this.#watch;
    yield* this.#when(leg, () => this.#watch.listens !== listens || !this.#watch.listening);
  }

  /** Waits until keys and speech are heard: after prompts, unless `during`, and once speech before has been taken in. */
  *#listening(leg: Leg, during: boolean): Task<void> {
    yield* this.#when(leg, () => {
      const { activity, listens, listening } = this.#watch;
      if (during) return listening || activity === 'prompting';
      const speaking = activity === 'gathering' && this.#input?.spoken && this.#input.listen === listens;
      return listening && !speaking;
    });
  }

  *#when(leg: Leg, is: () => boolean): Task<void> {
    while (!leg.over && !is()) yield* until(this.#watch.next);
  }

  #acts(input: boolean): void {
    this.#acted = input;
    this.#mark = this.#events.length;
    this.#cursor = { event: this.#mark, offset: 0, used: [] };
  }
}

/** Presses keys one after another; `w` is half a second without any. */
function* pressAll(keys: string, leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<void> {
  for (const [index, part] of keys.split('w').entries()) {
    if (index > 0) yield* until(exchange.sleep(0.5));
    leg.press(part);
  }
}

/** Stays on the phone without a word until the call is over; hangs up where it would go on for ever. */
function* seeOut(leg: Leg, exchange: Pick<Exchange, 'sleep'>): Task<void> {
  for (let asked = 0; !leg.over; ) {
    const { activity } = leg;
    if (activity === 'gathering') asked++;
    const late = ENDLESS.has(activity) ? exchange.sleep(PATIENCE.seconds) : never;
    const changed = leg.when(() => leg.activity !== activity);
    const first = yield* until(either({ changed, late }));
    if (first.which === 'changed' && asked <= PATIENCE.asked) continue;
    leg.hangUp();
    yield* until(leg.when(() => leg.over));
  }
}

/** How long a caller who has nothing left to do stays: questions left unanswered, and seconds of waiting for others. */
const PATIENCE = { asked: 10, seconds: 60 } as const;

/** Others may keep the caller waiting here without end. */
const ENDLESS: ReadonlySet<Activity> = new Set(['queued', 'conference', 'connected']);

const HEARD_SHOWN = 20;

const OVER = 'The call was over.';
const WAITING = 'The call waits for the caller.';
const NO_MESSAGES = 'Messages are written in tests of their own, to a flow.';
const NO_FLOW = 'Blocks and variables can be looked into only where a flow is called, not a URL.';
