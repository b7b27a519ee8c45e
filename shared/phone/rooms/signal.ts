import type { Wait } from '../time/task.ts';

/** Something that happens once, which tasks may wait for before and after it happened. */
export class Signal<T = void> {
  readonly #watchers = new Set<(value: T) => void>();
  #given: { readonly value: T } | undefined;

  get given(): boolean {
    return this.#given !== undefined;
  }

  /** Only the first time counts. */
  give(value: T): void {
    if (this.#given) return;
    this.#given = { value };
    for (const wake of this.#watchers) wake(value);
    this.#watchers.clear();
  }

  readonly wait: Wait<T> = (wake) => {
    if (this.#given) {
      wake(this.#given.value);
      return () => {};
    }
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  };
}
