/**
 * The time that is given to each of many things, all the same long: one timer for all of them, because most are done long
 * before and thousands begin every second.
 */
export class Deadlines<Item extends object> {
  /** When each is late; the oldest first. */
  readonly #open = new Map<Item, number>();
  readonly #milliseconds: number;
  readonly #late: (item: Item) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param late called once with whatever was not `done` in time */
  constructor(milliseconds: number, late: (item: Item) => void) {
    this.#milliseconds = milliseconds;
    this.#late = late;
  }

  begin(item: Item): void {
    this.#open.set(item, performance.now() + this.#milliseconds);
    this.#timer ??= setTimeout(this.#look, this.#milliseconds);
  }

  done(item: Item): void {
    this.#open.delete(item);
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (const [item, due] of this.#open) {
      // Timers may be up to a millisecond early.
      if (due > now + 1) {
        this.#timer = setTimeout(this.#look, due - now);
        return;
      }
      this.#open.delete(item);
      this.#late(item);
    }
  };
}
