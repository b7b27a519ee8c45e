import type { Input, Listener } from '../inbox.ts';
import { saidSoFar } from '../speech.ts';
import type { Running } from '../time/scheduler.ts';
import { firstOf, never, type Task, until, type Wait } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import type { GatherSettings } from './gather-settings.ts';

/** What a Gather got; nothing at all where nobody pressed or said anything. */
export interface Heard {
  readonly digits?: string;
  /** The terminator that was pressed; empty where something else ended the keys. */
  readonly finishedOnKey?: string;
  readonly speech?: string;
  /** 0 to 1. */
  readonly confidence?: number;
}

type Speech = Extract<Input, { kind: 'speech' }>;

/** One Gather while it listens. The first input decides whether it takes keys or speech. */
export class Gathering {
  readonly #run: VerbRun;
  readonly #settings: GatherSettings;
  readonly #listener: Listener;
  readonly #prompts: Running;
  #digits = '';
  #talked = false;
  #cutAlready = false;
  #partials = 0;

  constructor(run: VerbRun, settings: GatherSettings, prompts: Running) {
    this.#run = run;
    this.#settings = settings;
    this.#prompts = prompts;
    this.#listener = run.leg.inbox.listen({ hears: (input) => this.#hears(input) });
  }

  close(): void {
    this.#listener.close();
    this.#prompts.end();
  }

  *collect(): Task<Heard> {
    const { leg, exchange } = this.#run;
    for (;;) {
      const playing = this.#prompts.running;
      if (!playing) leg.setActivity('gathering');
      const late: Wait<unknown> = playing ? never : exchange.sleep(this.#settings.timeout);
      const prompted: Wait<unknown> = playing ? this.#prompts.over : never;
      const event = yield* firstOf({ input: this.#listener.next, late, prompted });
      if (event.which === 'prompted') continue;
      if (event.which === 'late') return this.#digits === '' ? {} : { digits: this.#digits, finishedOnKey: '' };
      const input = event.value;
      // What came first may have closed an ear to what came in the same moment.
      if (!this.#hears(input)) continue;
      if (input.kind === 'speech') return yield* this.#listen(input);
      const heard = this.#key(input.key);
      if (heard) return heard;
    }
  }

  #hears({ kind }: Input): boolean {
    const { dtmf, speech, bargeIn } = this.#settings;
    if (kind === 'key') return dtmf && !this.#talked;
    return speech && this.#digits === '' && (bargeIn || !this.#prompts.running);
  }

  #key(key: string): Heard | undefined {
    const { finishOnKey, numDigits } = this.#settings;
    this.#cut('key');
    if (key === finishOnKey) {
      return this.#digits === '' ? { finishedOnKey: key } : { digits: this.#digits, finishedOnKey: key };
    }
    this.#digits += key;
    return this.#digits.length >= numDigits ? { digits: this.#digits, finishedOnKey: '' } : undefined;
  }

  /** Listens to speech until it is silent for long enough; keys count no more. */
  *#listen(first: Speech): Task<Heard> {
    const { exchange, leg } = this.#run;
    const { speechTimeout, maxSpeechTime } = this.#settings;
    this.#talked = true;
    this.#cut('speech');
    leg.setActivity('gathering');
    const started = exchange.now();
    const telling: Running[] = [];
    let [text, confidence, talk] = ['', 1, first];
    try {
      for (;;) {
        telling.push(exchange.spawn(this.#tell(text, talk)));
        const left = maxSpeechTime - (exchange.now() - started) / 1_000;
        const kept = talk.seconds > left ? saidSoFar(talk.text, left / talk.seconds) : talk.text;
        text = [text, kept].filter(Boolean).join(' ');
        confidence = Math.min(confidence, talk.confidence);
        const more = yield* this.#more(Math.min(talk.seconds + speechTimeout, left));
        if (!more) return { speech: text, confidence };
        talk = more;
      }
    } finally {
      for (const one of telling) one.end();
    }
  }

  /** What else is said within so many seconds. */
  *#more(seconds: number): Task<Speech | undefined> {
    const { exchange } = this.#run;
    const end = exchange.now() + seconds * 1_000;
    for (;;) {
      const silence = exchange.sleep((end - exchange.now()) / 1_000);
      const event = yield* firstOf({ silence, more: this.#listener.next });
      if (event.which === 'silence') return undefined;
      if (event.value.kind === 'speech') return event.value;
    }
  }

  /** Tells partialResultCallback what is understood so far, a few times while somebody speaks. */
  *#tell(before: string, { text, seconds }: Speech): Task<void> {
    const { partial } = this.#settings;
    if (!partial) return;
    const { exchange, leg } = this.#run;
    const times = Math.min(4, Math.max(1, Math.ceil(seconds)));
    for (let time = 1; time <= times; time++) {
      yield* until(exchange.sleep(seconds / times));
      const so = [before, saidSoFar(text, time / times)].filter(Boolean).join(' ');
      if (so === '') continue;
      const parameters = { SequenceNumber: String(this.#partials++), UnstableSpeechResult: so };
      exchange.callback(leg, { ...partial, parameters, purpose: 'partial' });
    }
  }

  #cut(by: 'key' | 'speech'): void {
    if (!this.#prompts.running || this.#cutAlready) return;
    this.#cutAlready = true;
    this.#prompts.end();
    this.#run.leg.emit({ kind: 'cut', by });
  }
}
