/**
 * A map of the latest entries: beyond `capacity` the one that came first is forgotten, whatever was read since.
 *
 * Values are held through a box that is emptied as they go: the tables that a Map leaves behind as it changes point to each
 * other, and what they hold stays in memory until the next full collection.
 */
export class Recent<Key, Value> {
  readonly #entries = new Map<Key, Box<Value>>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: Key, value: Value): void {
    const box = this.#entries.get(key);
    if (box) {
      box.value = value;
      return;
    }
    this.#entries.set(key, { value });
    if (this.#entries.size <= this.#capacity) return;
    for (const oldest of this.#entries.keys()) {
      this.delete(oldest);
      break;
    }
  }

  delete(key: Key): void {
    const box = this.#entries.get(key);
    if (!box) return;
    box.value = undefined;
    this.#entries.delete(key);
  }
}

interface Box<Value> {
  value: Value | undefined;
}
