/** Spaces calls evenly, so that no second holds more of them than it may. */
export class Pace {
  #last = Number.NEGATIVE_INFINITY;

  /** @returns milliseconds until the next call may be placed */
  wait(perSecond: number, now: number): number {
    return Math.max(0, this.#last + Math.ceil(1000 / perSecond) - now);
  }

  /** When the last call was placed; 0 where there was none. */
  get last(): number {
    return Math.max(0, this.#last);
  }

  /** A call is placed now, or was then. */
  used(at: number): void {
    this.#last = Math.max(this.#last, at);
  }
}
