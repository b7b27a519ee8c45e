import { outermostOf } from '../flow/block-path.ts';
import { CALL_TEST_LIMITS, type CallStep, type CallTest, isExpectation } from '../flow/call-test.ts';
import type { PhoneEvent } from '../phone/events.ts';
import { PARTY_HUNG_UP } from '../phone/why.ts';
import { CallWatch } from './call-watch.ts';
import { recordAnswers } from './record-answers.ts';
import { dialledStep } from './record-dialled.ts';
import type { Rehearsal } from './rehearsal.ts';
import { endOfUrl, shortWords } from './short-words.ts';

export interface RecordOptions
  extends Pick<
    CallTest,
    'name' | 'from' | 'to' | 'language' | 'media' | 'http' | 'outcomes' | 'functions' | 'refused'
  > {
  /** Block that a verb belongs to, where a flow was called. */
  readonly blockOf?: (verb: PhoneEvent & { readonly kind: 'verb' }) => string | undefined;
}

/**
 * Writes a call that was made down as a test. Made again, with the same application behind the number, it passes.
 *
 * @param events of an exchange with one call, from its beginning
 */
export function recordTest(events: readonly PhoneEvent[], options: RecordOptions): CallTest {
  const { name, from, to, language, media, http, outcomes, functions, refused } = options;
  const recorder = new Recorder(events, options.blockOf ?? (() => undefined));
  return {
    name,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(language === undefined ? {} : { language }),
    ...(events[0] ? { at: new Date(events[0].at).toISOString() } : {}),
    ...(media === undefined ? {} : { media }),
    ...(http === undefined ? {} : { http }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(functions === undefined ? {} : { functions }),
    ...(refused === undefined ? {} : { refused }),
    steps: recorder.steps(),
  };
}

/** Writes the call of a rehearsal down as a test of its flow, with what it was answered: run at once, it goes the same way. */
export function recordRehearsal(rehearsal: Rehearsal, options: Omit<RecordOptions, 'blockOf' | 'language'>): CallTest {
  const blockOf: RecordOptions['blockOf'] = ({ document, index }) => {
    const verb = rehearsal.turnOf(document)?.result.twiml.children[index];
    // Blocks of called flows are another flow's affair: it may change them.
    return typeof verb === 'object' && verb.block !== undefined ? outermostOf(verb.block) : undefined;
  };
  const answered =
    rehearsal.asked.length > 0 ? { http: { ...recordAnswers(rehearsal.asked).http, ...options.http } } : {};
  return recordTest(rehearsal.exchange.events, { ...options, ...answered, language: rehearsal.language, blockOf });
}

/** What the call of a rehearsal was answered and its test cannot keep, a sentence each. */
export function lostAnswers({ asked }: Pick<Rehearsal, 'asked'>): readonly string[] {
  return recordAnswers(asked).lost;
}

/** Expectations kept between two actions; of more, the first ones and the last. */
const KEPT = 4;

class Recorder {
  readonly #events: readonly PhoneEvent[];
  readonly #caller: string;
  readonly #blockOf: NonNullable<RecordOptions['blockOf']>;
  readonly #watch = new CallWatch();
  readonly #steps: CallStep[] = [];
  /** What the caller pressed or said last, and what listened to it. */
  #input: { readonly listen: number; readonly at: number; readonly spoken: boolean } | undefined;
  /** When the recording that listens began. */
  #taping = 0;
  /** Expectations since the last action. */
  #heard = 0;
  #block: string | undefined;
  /** True while no step tells of the block that acts. */
  #untold = false;

  constructor(events: readonly PhoneEvent[], blockOf: NonNullable<RecordOptions['blockOf']>) {
    this.#events = events;
    this.#caller = events[0]?.leg ?? '';
    this.#blockOf = blockOf;
  }

  steps(): CallStep[] {
    for (const event of this.#events) {
      if (this.#steps.length >= CALL_TEST_LIMITS.steps - 4) return this.#steps;
      if (event.leg === this.#caller) this.#take(event);
      else if (event.kind === 'ring') this.#steps.push(dialledStep(event, this.#events));
      this.#watch.take(event);
    }
    if (this.#watch.activity === 'over' && this.#block !== undefined) this.#steps.push({ endsAt: this.#block });
    return this.#steps;
  }

  #take(event: PhoneEvent): void {
    const expectation = expectationOf(event);
    if (expectation) this.#expect(expectation);
    else if (event.kind === 'verb') {
      this.#block = this.#blockOf(event) ?? this.#block;
      this.#untold = this.#block !== undefined;
    } else if (event.kind === 'key' && event.heard) this.#press(event.key, event.at);
    else if (event.kind === 'speech' && event.heard) this.#say(event);
    else if (event.kind === 'gathered' || event.kind === 'recorded') this.#gaveUp(event);
    else if (event.kind === 'activity' && event.activity === 'recording') this.#taping = event.at;
    else if (event.kind === 'status' && event.why === PARTY_HUNG_UP) this.#hangUp(event.at);
  }

  #press(key: string, at: number): void {
    const last = this.#steps.at(-1);
    // Digits of a payment are hidden: a test to which they belong has to be completed by hand.
    if (!/^[0-9*#A-Dw]$/.test(key)) return;
    const { listens } = this.#watch;
    const goesOn = this.#input?.listen === listens;
    const taped = this.#tape(at);
    const joins = last && 'press' in last && !('dialled' in last) && goesOn && !taped && last.press.length < 100;
    if (joins) this.#steps[this.#steps.length - 1] = { ...last, press: last.press + key };
    else this.#act({ press: key, ...this.#during() });
    this.#input = { listen: listens, at, spoken: false };
  }

  #say({ text, confidence, at }: PhoneEvent & { readonly kind: 'speech' }): void {
    const said = text.slice(0, CALL_TEST_LIMITS.text);
    if (said.trim() === '') return;
    this.#tape(at);
    this.#act({ say: said, ...(confidence === USUAL ? {} : { confidence }), ...this.#during() });
    this.#input = { listen: this.#watch.listens, at, spoken: true };
  }

  /** Before the prompts have ended, or on top of what was said already. */
  #during(): { readonly during?: true } {
    const { activity, listens } = this.#watch;
    const more = activity === 'gathering' && this.#input?.listen === listens && this.#input.spoken;
    return activity === 'prompting' || more ? { during: true } : {};
  }

  /** Something listened until nothing more came. */
  #gaveUp(event: PhoneEvent & { readonly kind: 'gathered' | 'recorded' }): void {
    const untouched = this.#input?.listen !== this.#watch.listens;
    const later = this.#input !== undefined && event.at - this.#input.at > MOMENT_MS;
    const silent =
      event.kind === 'recorded'
        ? event.by === 'silence' || event.by === 'maxLength'
        : untouched || (later && event.speech === undefined);
    if (silent) this.#act({ silence: true });
  }

  #hangUp(at: number): void {
    if (this.#untold && this.#block !== undefined) this.#steps.push({ at: this.#block });
    const { listening, activity } = this.#watch;
    this.#tape(at);
    this.#act(listening && activity !== 'gathering' ? { hangUp: true, listening: true } : { hangUp: true });
  }

  /** How long a recording is may decide where the flow goes on. @returns whether time passed in one */
  #tape(at: number): boolean {
    const { activity, listens } = this.#watch;
    if (activity !== 'recording') return false;
    const before = this.#input?.listen === listens ? this.#input.at : undefined;
    const wait = Math.round(at - (before ?? this.#taping)) / 1_000;
    if (wait <= 0) return false;
    this.#act(before === undefined ? { wait, listening: true } : { wait });
    return true;
  }

  #act(step: CallStep): void {
    this.#steps.push(step);
    this.#heard = 0;
    this.#untold = false;
  }

  #expect(step: CallStep): void {
    // Without words, such as an empty message, nothing can be expected.
    if (Object.values(step).includes('')) return;
    const last = this.#steps.at(-1);
    const full = this.#heard >= KEPT && last !== undefined && isExpectation(last) && !('dials' in last);
    if (full) this.#steps.pop();
    this.#steps.push(step);
    this.#heard++;
    this.#untold = false;
  }
}

function expectationOf(event: PhoneEvent): CallStep | undefined {
  if (event.kind === 'say') return { says: shortWords(event.text) };
  if (event.kind === 'play') return { plays: endOfUrl(event.url) };
  if (event.kind === 'sms') return { sends: shortWords(event.body), to: event.to };
  const [first] = event.kind === 'dial' ? event.to : [];
  return first === undefined ? undefined : { dials: first };
}

/** On real time even what a key ends at once ends a moment later. */
const MOMENT_MS = 300;

/** How sure speech is recognised where nothing else is said. */
const USUAL = 0.92;
