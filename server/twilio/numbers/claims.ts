import { ApiFailure } from '../../routes/failure.ts';
import type { OperationStore } from '../../store/operations.ts';

/** Sees to it that nobody else changes numbers that are being changed: no other request here and no other process. */
export class Claims {
  readonly #taken = new Set<string>();
  readonly #hold: OperationStore['hold'];

  constructor({ hold }: Pick<OperationStore, 'hold'>) {
    this.#hold = hold;
  }

  /**
   * Does `work` while nobody else works on these.
   *
   * @param keys SIDs of numbers, or numbers that are being bought
   * @throws ApiFailure 409 where somebody does
   */
  async during<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const busy = keys.filter((key) => this.#taken.has(key));
    if (busy.length > 0) {
      const message = `${busy.join(', ')} is being changed by another request right now. Nothing was done; try again in a moment.`;
      throw new ApiFailure(409, 'number-busy', message);
    }
    const letGo = this.#hold();
    if (!letGo) {
      const message =
        'Another process of Patchcord changes numbers right now. Nothing was done; try again in a moment.';
      throw new ApiFailure(409, 'number-busy', message);
    }
    for (const key of keys) this.#taken.add(key);
    try {
      return await work();
    } finally {
      for (const key of keys) this.#taken.delete(key);
      letGo();
    }
  }
}
