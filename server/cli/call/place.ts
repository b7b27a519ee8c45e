import { randomInt } from 'node:crypto';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { CallSpec } from '../../../shared/phone/calls.ts';
import type { PhoneEvent } from '../../../shared/phone/events.ts';
import { Exchange, type ExchangeOptions } from '../../../shared/phone/exchange.ts';
import { type NetworkFaults, REORDER_SECONDS } from '../../../shared/phone/http/faults.ts';
import type { Leg } from '../../../shared/phone/leg.ts';
import { realClock, virtualClock } from '../../../shared/phone/time/clock.ts';
import type { Task } from '../../../shared/phone/time/task.ts';
import { type TranscriptLine, teller } from '../../../shared/phone/transcript.ts';
import type { FlowSight } from '../../../shared/rehearsal/expectations.ts';
import { flowSight } from '../../../shared/rehearsal/flow-sight.ts';
import { REHEARSAL_CALL, Rehearsal } from '../../../shared/rehearsal/rehearsal.ts';
import { type ScriptResult, scriptCaller } from '../../../shared/rehearsal/script-caller.ts';
import { worldOf } from '../../../shared/rehearsal/test-world.ts';
import { httpTransport } from '../../phone/http-transport.ts';
import { realTime } from '../../phone/real-time.ts';
import { requireCalledFiles } from '../called-files.ts';
import { runCode } from '../code.ts';
import { requireFlowFile } from '../document.ts';
import { languageOf } from '../language.ts';
import { typedCaller } from './keyboard.ts';
import type { CallPlan } from './plan.ts';

/** What a call is made with beside the plan. */
export interface PlaceOptions {
  /** Of a webhook: everything but who calls whom. */
  readonly webhook: Omit<CallSpec, 'from' | 'to' | 'voiceUrl'>;
  readonly exchange: Pick<ExchangeOptions, 'sign' | 'accountSid'>;
  readonly lines: AsyncIterator<string> | undefined;
  onLine(line: TranscriptLine, start: number): void;
  onEvent(event: PhoneEvent): void;
  say(text: string): void;
}

export interface PlacedCall {
  readonly leg: Leg;
  readonly events: readonly PhoneEvent[];
  readonly transcript: readonly TranscriptLine[];
  readonly script: ScriptResult | undefined;
  /** Set where a flow was called. */
  readonly rehearsal: Rehearsal | undefined;
}

/** Makes the call and resolves when it, and every webhook about it, is over. */
export async function placeCall(plan: CallPlan, options: PlaceOptions): Promise<PlacedCall> {
  const time = realTime();
  const clock = plan.realTime ? realClock(time) : virtualClock(startOf(plan));
  const world = worldOf(plan.script ?? {});
  const transcript: TranscriptLine[] = [];
  const start = clock.now();
  const quiet = plan.realTime ? new Quiet(plan.faults) : undefined;
  const tell = teller();
  let caller = '';
  const take = (event: PhoneEvent): void => {
    caller ||= event.leg;
    script?.take(event);
    const line = tell(event, caller);
    if (line) {
      transcript.push(line);
      options.onLine(line, start);
    }
    options.onEvent(event);
    quiet?.take(event);
  };
  const common = { clock, world, onEvent: take, faults: plan.faults, onWarning: plan.onWarning };
  const line = plan.overHttp ? webhookLine(plan, options, common) : flowLine(plan, common);
  const script =
    plan.script && scriptCaller(plan.script.steps, { clock, world, ...(line.sight ? { flow: line.sight } : {}) });
  const typed = { lines: options.lines ?? NO_LINES, realTime: plan.realTime, prepare: world.prepare, say: options.say };
  const leg = line.call((one) => script?.act(one, line.exchange) ?? typedCaller(one, line.exchange, typed));
  try {
    await (quiet?.over ?? line.exchange.idle());
  } finally {
    time.stop();
    line.close();
  }
  return { leg, events: line.exchange.events, transcript, script: script?.result(), rehearsal: line.rehearsal };
}

const NO_LINES: AsyncIterator<string> = { next: async () => ({ done: true, value: undefined }) };

function startOf({ script }: CallPlan): number | undefined {
  return script?.at === undefined ? undefined : Date.parse(script.at);
}

/** Something that can be called. */
interface Line {
  readonly exchange: Exchange;
  readonly rehearsal: Rehearsal | undefined;
  readonly sight?: FlowSight;
  call(caller: (leg: Leg) => Task<unknown>): Leg;
  close(): void;
}

type Common = Required<Pick<ExchangeOptions, 'clock' | 'world' | 'onEvent' | 'faults' | 'onWarning'>>;

function webhookLine({ target, from, to }: CallPlan, { webhook, exchange: more }: PlaceOptions, common: Common): Line {
  const transport = httpTransport();
  // The application has a memory: the same CallSid and idempotency token again would be a repetition to it.
  const seed = randomInt(1, 2 ** 32);
  const exchange = new Exchange({ ...common, ...more, transport, seed });
  const voiceUrl = new URL(target).href;
  const spec = { ...webhook, from: from ?? REHEARSAL_CALL.from, to: to ?? REHEARSAL_CALL.to, voiceUrl };
  return {
    exchange,
    rehearsal: undefined,
    call: (caller) => exchange.call(spec, caller),
    close: () => transport.close(),
  };
}

function flowLine({ target, from, to, script, language, env }: CallPlan, common: Common): Line {
  const flow = requireFlowFile(target);
  const { refused, functions } = script ?? {};
  const given = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(refused && { refused }),
    ...(functions && { functions }),
    called: requireCalledFiles(target, flow),
    language: languageOf(language, flow),
    env,
  };
  const rehearsal = new Rehearsal({ ...common, ...given, flow, types: blockTypes, runCode });
  return {
    exchange: rehearsal.exchange,
    rehearsal,
    sight: flowSight(() => rehearsal, flow, blockTypes),
    call: (caller) => rehearsal.call(caller),
    close: () => {},
  };
}

/** Tells when a call in real time is over: its leg, and every request that was still under way. */
class Quiet {
  readonly over: Promise<void>;
  #resolve: () => void = () => {};
  #caller: string | undefined;
  #ended = false;
  #open = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #wait: number;

  constructor({ delay = 0, reorder }: NetworkFaults) {
    this.#wait = LAST_WEBHOOK + delay * 1_000 + (reorder ? REORDER_SECONDS * 1_000 : 0);
    this.over = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  take(event: PhoneEvent): void {
    this.#caller ??= event.leg;
    if (event.kind === 'request') this.#open++;
    if (event.kind === 'response') this.#open--;
    if (event.kind === 'activity' && event.activity === 'over' && event.leg === this.#caller) this.#ended = true;
    clearTimeout(this.#timer);
    if (this.#ended && this.#open <= 0) this.#timer = setTimeout(() => this.#resolve(), this.#wait);
  }
}

/** Milliseconds after which no more webhook about an ended call is expected, unless it is made late. */
const LAST_WEBHOOK = 3_000;
