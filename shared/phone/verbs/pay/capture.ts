import type { Listener } from '../../inbox.ts';
import { firstOf, never, type Task } from '../../time/task.ts';
import type { VerbRun } from '../../types.ts';
import { cardType } from './cards.ts';
import { type Occasion, playPrompt, promptFor } from './prompts.ts';
import type { PaySettings } from './settings.ts';
import type { Entered, Step } from './steps.ts';

/** Tells the application of an attempt that begins. */
export type Report = (step: string, attempt: number, error: string | undefined) => void;

export type Captured =
  | { readonly ok: true; readonly digits: string }
  | { readonly ok: false; readonly result: 'caller-interrupted-with-star' | 'too-many-failed-attempts' };

/** Asks for one detail of a payment until it is good, or there were too many attempts. */
export class Capture {
  readonly #run: VerbRun;
  readonly #settings: PaySettings;
  readonly #listener: Listener;
  readonly #report: Report;

  constructor(run: VerbRun, settings: PaySettings, listener: Listener, report: Report) {
    this.#run = run;
    this.#settings = settings;
    this.#listener = listener;
    this.#report = report;
  }

  *ask(step: Step, entered: Entered): Task<Captured> {
    let error: string | undefined;
    for (let attempt = 1; attempt <= this.#settings.attempts; attempt++) {
      this.#report(step.id, attempt, error);
      const card = cardType(entered['payment-card-number'] ?? '')?.name;
      const occasion: Occasion = { step: step.id, attempt, error, card };
      const digits = yield* this.#twice(step, entered, occasion);
      if (digits === 'star') return { ok: false, result: 'caller-interrupted-with-star' };
      if (digits === 'mismatch') error = 'input-matching-failed';
      else if (digits === '') error = 'input-timeout';
      else error = step.fault(digits, entered, this.#run.exchange.now());
      if (error === undefined) return { ok: true, digits };
    }
    this.#report(step.id, this.#settings.attempts, error);
    return { ok: false, result: 'too-many-failed-attempts' };
  }

  /** Says that the payment is being made. @returns the Result where the caller stops it */
  *process(): Task<'caller-interrupted-with-star' | undefined> {
    const occasion: Occasion = { step: 'payment-processing', attempt: 1, error: undefined, card: undefined };
    this.#report(occasion.step, occasion.attempt, undefined);
    this.#run.leg.setActivity('prompting');
    const prompt = this.#run.exchange.spawn(playPrompt(this.#run, occasion, this.#settings.language));
    try {
      for (;;) {
        const event = yield* firstOf({ input: this.#listener.next, prompted: prompt.over });
        if (event.which === 'prompted') return undefined;
        if (event.value.kind === 'key' && event.value.key === '*') return 'caller-interrupted-with-star';
      }
    } finally {
      prompt.end();
    }
  }

  /** Asks a second time where the Prompt wants both inputs to be the same. */
  *#twice(step: Step, entered: Entered, occasion: Occasion): Task<string> {
    const first = yield* this.#once(step, entered, occasion);
    const twice = promptFor(this.#run.element, occasion)?.attributes.requireMatchingInputs === 'true';
    if (!twice || first === 'star' || first === '') return first;
    const second = yield* this.#once(step, entered, occasion);
    return second === 'star' || second === first ? second : 'mismatch';
  }

  /** The digits that are entered, or `star`. */
  *#once(step: Step, entered: Entered, occasion: Occasion): Task<string> {
    const { exchange, leg } = this.#run;
    leg.setActivity('prompting');
    const prompt = exchange.spawn(playPrompt(this.#run, occasion, this.#settings.language));
    let digits = '';
    let cut = false;
    try {
      for (;;) {
        const playing = prompt.running;
        if (!playing) leg.setActivity('paying');
        const event = yield* firstOf({
          input: this.#listener.next,
          prompted: playing ? prompt.over : never,
          late: playing ? never : exchange.sleep(this.#settings.timeout),
        });
        if (event.which === 'prompted') continue;
        if (event.which === 'late') return digits;
        if (event.value.kind !== 'key') continue;
        if (prompt.running && !cut) leg.emit({ kind: 'cut', by: 'key' });
        cut = true;
        prompt.end();
        const { key } = event.value;
        if (key === '*') return 'star';
        if (key === '#') return digits;
        if (/[0-9]/.test(key)) digits += key;
        if (step.full(digits, entered)) return digits;
      }
    } finally {
      prompt.end();
    }
  }
}
