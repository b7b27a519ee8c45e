/** Idempotency keys of requests whose outcome is not known yet: sent again after a lost answer, it is the same request. */
export interface RequestKeys {
  /** The key of a request; the same for an equal one until `done`. */
  of(request: object): string;
  /** What became of it is known, so an equal one is a new one from now on. */
  done(request: object): void;
}

/** Must outlive the form that asks, which may be closed and opened again before it is sent anew. */
export function createRequestKeys(newKey: () => string = randomKey): RequestKeys {
  const keys = new Map<string, string>();
  return {
    of(request) {
      const text = JSON.stringify(request);
      const key = keys.get(text) ?? newKey();
      keys.set(text, key);
      return key;
    },
    done: (request) => void keys.delete(JSON.stringify(request)),
  };
}

function randomKey(): string {
  // Absent where the page is not served over https or from this machine.
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}
