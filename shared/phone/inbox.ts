import type { Wait } from './time/task.ts';

/** What the party on a leg does that a verb may listen to. */
export type Input =
  | { readonly kind: 'key'; readonly key: string }
  /** `seconds` is how long it takes to say. */
  | { readonly kind: 'speech'; readonly text: string; readonly confidence: number; readonly seconds: number };

/** Hands input to the verb that listens, and keeps what comes while that verb is busy with the one before. */
export class Inbox {
  readonly #listeners: Listener[] = [];

  /** Listens until `close`; a later listener takes over from earlier ones meanwhile. */
  listen(manner: Listening = {}): Listener {
    const listener = new Listener(manner, () => {
      const at = this.#listeners.indexOf(listener);
      if (at !== -1) this.#listeners.splice(at, 1);
    });
    this.#listeners.push(listener);
    return listener;
  }

  /** Whether input has somewhere to go: Twilio does not keep keys for a later Gather. */
  hears(input: Input): boolean {
    const listener = this.#listeners.at(-1);
    return listener !== undefined && listener.manner.hears?.(input) !== false;
  }

  /** Whether what is entered now may be shown to nobody. */
  get secret(): boolean {
    return this.#listeners.at(-1)?.manner.secret === true;
  }

  offer(input: Input): void {
    if (this.hears(input)) this.#listeners.at(-1)?.take(input);
  }
}

/** How somebody listens. */
export interface Listening {
  /** Tells what is for it; everything unless it is given. What is not, nobody hears. */
  readonly hears?: (input: Input) => boolean;
  /** Events do not show which keys were pressed. */
  readonly secret?: boolean;
}

export class Listener {
  readonly manner: Listening;
  readonly close: () => void;
  readonly #kept: Input[] = [];
  #wake: ((input: Input) => void) | undefined;

  constructor(manner: Listening, close: () => void) {
    this.manner = manner;
    this.close = close;
  }

  readonly next: Wait<Input> = (wake) => {
    const kept = this.#kept.shift();
    if (kept) {
      wake(kept);
      return () => {};
    }
    this.#wake = wake;
    return () => {
      if (this.#wake === wake) this.#wake = undefined;
    };
  };

  take(input: Input): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake) wake(input);
    else this.#kept.push(input);
  }
}
