/** Runs tasks with the same key one after another, in the order they came; others at the same time. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what `task` returns; a failed task does not hold up the next one */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const done = before ? before.then(task, task) : task();
    this.#last.set(key, done);
    const leave = (): void => {
      if (this.#last.get(key) === done) this.#last.delete(key);
    };
    done.then(leave, leave);
    return done;
  }
}
