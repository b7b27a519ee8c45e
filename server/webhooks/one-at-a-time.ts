/** Lets those with the same key in one after another, in the order they came; others at the same time. */
export class OneAtATime {
  readonly #last = new Map<string, Place>();

  /** @returns a place in the row: wait for `turn` if there is one, and `leave` in any case */
  enter(key: string): Place {
    const place = new Place(this.#last, key, this.#last.get(key));
    this.#last.set(key, place);
    return place;
  }
}

/** A place in the row of those with one key. */
export class Place {
  /** Comes when the one in front has left; undefined where nobody is. */
  readonly turn: Promise<void> | undefined;
  readonly #last: Map<string, Place>;
  readonly #key: string;
  #next: (() => void) | undefined;

  constructor(last: Map<string, Place>, key: string, before: Place | undefined) {
    this.#last = last;
    this.#key = key;
    this.turn =
      before &&
      new Promise((resolve) => {
        before.#next = resolve;
      });
  }

  leave(): void {
    if (this.#next) this.#next();
    else this.#last.delete(this.#key);
  }
}
