import { type CallExpectation, type CallStep, type CallTest, isExpectation } from '../flow/call-test.ts';
import type { PhoneEvent } from '../phone/events.ts';
import type { Clock } from '../phone/time/clock.ts';
import { until } from '../phone/time/task.ts';
import { type Cursor, type FlowSight, judge, type SeenEvent } from './expectations.ts';
import { flowSight } from './flow-sight.ts';
import { Rehearsal } from './rehearsal.ts';
import type { ScriptResult, StepFailure, StepResult } from './script-caller.ts';
import { heardWords, stepWords } from './step-words.ts';
import { type RunTestOptions, type TestResult, tracesOf } from './test-result.ts';
import type { TestWorld } from './test-world.ts';

interface ConversationOptions extends RunTestOptions {
  /** Virtual. */
  readonly clock: Clock;
  readonly world: TestWorld;
}

/** Writes the messages of a test one after another, each once the one before has been answered. @throws what `compileFlow` throws */
export async function runConversation(test: CallTest, options: ConversationOptions): Promise<TestResult> {
  const { clock } = options;
  const began = clock.now();
  const writer = new Writer(test, options);
  const result = await writer.run();
  const seconds = (clock.now() - began) / 1_000;
  return { name: test.name, ...result, seconds, ...tracesOf(writer.rehearsal) };
}

class Writer {
  readonly rehearsal: Rehearsal;
  readonly #steps: readonly CallStep[];
  readonly #clock: Clock;
  readonly #began: number;
  readonly #sight: FlowSight;
  readonly #events: SeenEvent[] = [];
  #mark = 0;
  #cursor: Cursor = { event: 0, offset: 0, used: [] };

  constructor({ steps, from, to, refused, functions, language, env }: CallTest, options: ConversationOptions) {
    const { flow, types, clock, world, runCode, called, self } = options;
    this.#steps = steps;
    this.#clock = clock;
    this.#began = clock.now();
    const onEvent = (event: PhoneEvent, { block }: Rehearsal): void => void this.#events.push({ event, block });
    const given = { from, to, refused, functions, runCode, called, self, language, env: { ...options.env, ...env } };
    this.rehearsal = new Rehearsal({ flow, types, clock, world, ...given, onEvent });
    this.#sight = {
      ...flowSight(() => this.rehearsal, flow, types, { called, self }),
      block: () => this.#block(),
      last: () => this.#last(),
    };
  }

  async run(): Promise<ScriptResult> {
    const steps: StepResult[] = [];
    for (const [index, step] of this.#steps.entries()) {
      const why = isExpectation(step) ? this.#expect(step) : await this.#act(step);
      const at = this.#seconds();
      const block = this.#block();
      steps.push({ step, ok: why === undefined, at, ...(block === undefined ? {} : { block }) });
      if (why !== undefined) return { passed: false, steps, failure: this.#failure(step, index, why) };
    }
    return { passed: true, steps };
  }

  /** @returns why it could not be done */
  async #act(step: CallStep): Promise<string | undefined> {
    const { exchange } = this.rehearsal;
    if (!('write' in step || 'wait' in step)) return ONLY_WRITES;
    this.#mark = this.#events.length;
    this.#cursor = { event: this.#mark, offset: 0, used: [] };
    if ('write' in step) this.rehearsal.write(step.write, step.file === undefined ? [] : [step.file]);
    else exchange.spawn(until(exchange.sleep(step.wait)));
    await exchange.idle();
    return undefined;
  }

  /** @returns why it was not met */
  #expect(step: CallExpectation): string | undefined {
    const over = this.rehearsal.session?.status === 'ended';
    const seen = { events: this.#events, mark: this.#mark, cursor: this.#cursor };
    const cursor = judge(step, { ...seen, over, undecided: false, flow: this.#sight });
    if (cursor) {
      this.#cursor = cursor;
      return undefined;
    }
    const failure = this.#sight.failure();
    const where = over ? 'The conversation was over.' : 'The flow waits for a message.';
    return failure === undefined ? where : `${where} The flow failed: ${failure}`;
  }

  #failure(step: CallStep, index: number, why: string): StepFailure {
    const events = this.#events.map(({ event }) => event);
    const heard = heardWords(events, this.#mark, events[this.#mark]?.leg ?? '');
    const id = this.#block();
    const place = id === undefined ? {} : { block: { id, name: this.#sight.nameOf(id) } };
    return { step: index, expected: stepWords(step), why, heard, ...place, at: this.#seconds() };
  }

  /** Where the conversation waits, or else came to last; blocks that send nothing count, too. */
  #block(): string | undefined {
    return this.rehearsal.session?.waiting?.block ?? this.rehearsal.path.at(-1)?.block;
  }

  #last(): readonly string[] {
    const last = this.rehearsal.path.at(-1)?.block;
    return last === undefined ? [] : [last];
  }

  #seconds(): number {
    return Math.round(this.#clock.now() - this.#began) / 1_000;
  }
}

const ONLY_WRITES = 'In a test that writes messages, nobody is on the phone: steps can be write and wait.';
