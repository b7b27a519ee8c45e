/**
 * The time that is given to each of many things, all the same long: one timer for all of them, because most are done long
 * before and thousands begin every second.
 *
 * A list of links instead of a Map: the tables that a Map leaves behind as it changes point to each other, and what one of
 * them held stays in memory until the next full collection.
 */
export class Deadlines<Item extends object> {
  readonly #milliseconds: number;
  readonly #late: (item: Item) => void;
  /** The oldest comes after it. */
  readonly #ends = new Deadline<Item>(undefined, 0);
  #timer: NodeJS.Timeout | undefined;

  /** @param late called once with whatever was not `done` in time */
  constructor(milliseconds: number, late: (item: Item) => void) {
    this.#milliseconds = milliseconds;
    this.#late = late;
  }

  begin(item: Item): Deadline<Item> {
    const deadline = new Deadline(item, performance.now() + this.#milliseconds);
    deadline.joinBefore(this.#ends);
    this.#timer ??= this.#lookIn(this.#milliseconds);
    return deadline;
  }

  /** It may run when everything was long done, so it keeps no process from ending. */
  #lookIn(milliseconds: number): NodeJS.Timeout {
    return setTimeout(this.#look, milliseconds).unref();
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (let oldest = this.#ends.after; oldest.item !== undefined; oldest = this.#ends.after) {
      // Timers may be up to a millisecond early.
      if (oldest.due > now + 1) {
        this.#timer = this.#lookIn(oldest.due - now);
        return;
      }
      const { item } = oldest;
      oldest.done();
      this.#late(item);
    }
  };
}

/** The time of one thing. */
export class Deadline<Item extends object> {
  item: Item | undefined;
  readonly due: number;
  after: Deadline<Item> = this;
  #before: Deadline<Item> = this;

  constructor(item: Item | undefined, due: number) {
    this.item = item;
    this.due = due;
  }

  joinBefore(next: Deadline<Item>): void {
    this.after = next;
    this.#before = next.#before;
    next.#before.after = this;
    next.#before = this;
  }

  /** The thing was done, or given up; again changes nothing. */
  done(): void {
    this.#before.after = this.after;
    this.after.#before = this.#before;
    // Nothing old may lead to anything new.
    this.#before = this;
    this.after = this;
    this.item = undefined;
  }
}
