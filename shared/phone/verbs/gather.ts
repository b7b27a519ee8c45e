import { Attributes } from '../attributes.ts';
import type { Listener } from '../inbox.ts';
import type { Running } from '../time/scheduler.ts';
import { either, firstOf, never, type Task, type Wait } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { pause } from './pause.ts';
import { play } from './play.ts';
import { say } from './say.ts';

/** Collects keys or speech. https://www.twilio.com/docs/voice/twiml/gather */
export function* gather(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  leg.answer();
  leg.setActivity('prompting');
  const listener = leg.inbox.listen();
  const prompts = exchange.spawn(playPrompts(run));
  let heard: Heard;
  try {
    heard = yield* new Gathering(run, attributes, listener, prompts).collect();
  } finally {
    listener.close();
    prompts.end();
  }
  const empty = heard.digits === undefined && heard.speech === undefined;
  leg.emit({ kind: 'gathered', ...heard, empty });
  if (empty && !attributes.flag('actionOnEmptyResult')) return { kind: 'next' };
  const url = attributes.url('action') ?? document.url;
  const method = attributes.has('action') ? attributes.method('method') : document.method;
  return { kind: 'document', request: { url, method, parameters: parametersOf(heard), purpose: 'gather' } };
}

interface Heard {
  readonly digits?: string;
  readonly finishedOnKey?: string;
  readonly speech?: string;
  readonly confidence?: number;
}

function parametersOf(heard: Heard): Record<string, string> {
  const parameters: Record<string, string> = { msg: 'Gather End' };
  if (heard.speech !== undefined) {
    parameters.SpeechResult = heard.speech;
    parameters.Confidence = String(heard.confidence ?? 0);
  } else {
    parameters.Digits = heard.digits ?? '';
    parameters.FinishedOnKey = heard.finishedOnKey ?? '';
  }
  return parameters;
}

function* playPrompts(run: VerbRun): Task<void> {
  for (const child of run.element.children) {
    if (typeof child === 'string') continue;
    const nested: VerbRun = { ...run, element: child, first: false };
    if (child.tag === 'Say') yield* say(nested, 'Gather');
    else if (child.tag === 'Play') yield* play(nested, 'Gather');
    else if (child.tag === 'Pause') yield* pause(nested, 'Gather');
    else run.leg.emit({ kind: 'warning', code: 13320, message: `Gather: ${child.tag} may not be nested in it.` });
  }
}

/** One Gather while it listens. */
class Gathering {
  readonly #run: VerbRun;
  readonly #listener: Listener;
  readonly #prompts: Running;
  readonly #timeout: number;
  readonly #speechTimeout: number;
  readonly #numDigits: number;
  readonly #finishOnKey: string;
  readonly #dtmf: boolean;
  readonly #speech: boolean;
  readonly #bargeIn: boolean;
  #digits = '';

  constructor(run: VerbRun, attributes: Attributes, listener: Listener, prompts: Running) {
    this.#run = run;
    this.#listener = listener;
    this.#prompts = prompts;
    this.#timeout = attributes.number('timeout') ?? 5;
    this.#speechTimeout = attributes.number('speechTimeout') ?? this.#timeout;
    this.#numDigits = attributes.number('numDigits') ?? Number.POSITIVE_INFINITY;
    this.#finishOnKey = attributes.text('finishOnKey') ?? '#';
    const input = attributes.words('input');
    this.#speech = input.includes('speech');
    this.#dtmf = input.includes('dtmf') || !this.#speech;
    this.#bargeIn = attributes.flag('bargeIn');
  }

  *collect(): Task<Heard> {
    const { leg, exchange } = this.#run;
    for (;;) {
      const playing = this.#prompts.running;
      if (!playing) leg.setActivity('gathering');
      const late: Wait<unknown> = playing ? never : exchange.sleep(this.#timeout);
      const prompted: Wait<unknown> = playing ? this.#prompts.over : never;
      const event = yield* firstOf({ input: this.#listener.next, late, prompted });
      if (event.which === 'prompted') continue;
      if (event.which === 'late') return this.#digits === '' ? {} : { digits: this.#digits, finishedOnKey: '' };
      const input = event.value;
      const heard = input.kind === 'key' ? this.#key(input.key) : yield* this.#said(input);
      if (heard) return heard;
    }
  }

  #key(key: string): Heard | undefined {
    if (!this.#dtmf) return undefined;
    this.#cut('key');
    if (key === this.#finishOnKey) {
      return this.#digits === '' ? {} : { digits: this.#digits, finishedOnKey: key };
    }
    this.#digits += key;
    return this.#digits.length >= this.#numDigits ? { digits: this.#digits, finishedOnKey: '' } : undefined;
  }

  *#said(input: { text: string; confidence: number; seconds: number }): Task<Heard | undefined> {
    if (!this.#speech || (this.#prompts.running && !this.#bargeIn)) return undefined;
    this.#cut('speech');
    const { exchange } = this.#run;
    let { text, confidence } = input;
    let silence = either({ spoken: exchange.sleep(input.seconds + this.#speechTimeout) });
    for (;;) {
      const event = yield* firstOf({ silence, more: this.#listener.next });
      if (event.which === 'silence') return { speech: text, confidence };
      if (event.value.kind === 'key') {
        const heard = this.#key(event.value.key);
        if (heard) return heard;
        continue;
      }
      text = `${text} ${event.value.text}`;
      confidence = Math.min(confidence, event.value.confidence);
      silence = either({ spoken: exchange.sleep(event.value.seconds + this.#speechTimeout) });
    }
  }

  #cut(by: 'key' | 'speech'): void {
    if (!this.#prompts.running) return;
    this.#prompts.end();
    this.#run.leg.emit({ kind: 'cut', by });
  }
}
