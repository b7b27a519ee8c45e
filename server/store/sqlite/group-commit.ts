import type { Database } from 'better-sqlite3';

/** Writes that share a transaction with everything else that waits: one fsync for all callers of the moment instead of one each. */
export interface GroupCommit {
  /**
   * @param settled called just before the promise settles, with the error it rejects with
   * @returns a promise that resolves once `write` is on disk, and rejects with its error, or the commit's
   */
  add(write: () => void, settled?: (error?: unknown) => void): Promise<void>;
  /** Commits what is waiting, now. */
  flush(): void;
}

/**
 * Commits as soon as a turn of the event loop brings nothing new, or the first write has waited long enough: whoever is being
 * worked on shares the fsync. The commit runs in this thread: handing a turn to another one costs more than writing it, and
 * nobody could be answered before it anyway.
 */
export function groupCommit(db: Database): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let waiting: Waiting[] = [];
  let seen = 0;
  let since = 0;

  function whenQuiet(): void {
    const more = waiting.length > seen;
    seen = waiting.length;
    if (more && seen < MAX_BATCH && performance.now() - since < MAX_WAIT_MS) setImmediate(whenQuiet);
    else flush();
  }

  function flush(): void {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    try {
      begin.run();
      for (const item of batch) attempt(db, item);
      commit.run();
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      for (const item of batch) settle(item, item.error ?? error);
      return;
    }
    for (const item of batch) settle(item, item.error);
  }

  return {
    add: (write, settled) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ write, settled, resolve, reject, error: undefined }) > 1) return;
        seen = 0;
        since = performance.now();
        setImmediate(whenQuiet);
      }),
    flush,
  };
}

/** Beyond these a fsync is cheap enough per write, and no caller should wait for others. */
const MAX_BATCH = 64;
const MAX_WAIT_MS = 3;

interface Waiting {
  readonly write: () => void;
  readonly settled: ((error?: unknown) => void) | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  error: unknown;
}

/** A violated constraint undoes its own statement only; anything that ended the transaction fails the whole batch. */
function attempt(db: Database, item: Waiting): void {
  try {
    item.write();
  } catch (error) {
    if (!db.inTransaction) throw error;
    item.error = error;
  }
}

function settle({ settled, resolve, reject }: Waiting, error: unknown): void {
  settled?.(error);
  if (error === undefined) resolve();
  else reject(error);
}
