import Database from 'better-sqlite3';

/**
 * A lock that one process at a time holds, as often as it likes. SQLite keeps it on a file of its own, so the system frees it
 * however the process ends; the file says nothing and stays.
 *
 * @param file path of the lock's file
 * @returns takes the lock: gives what lets go again, or undefined while another process has it
 */
export function processLock(file: string): () => (() => void) | undefined {
  let held: { readonly db: Database.Database; count: number } | undefined;
  return () => {
    if (held === undefined) {
      const db = lock(file);
      if (db === undefined) return undefined;
      held = { db, count: 0 };
    }
    const mine = held;
    mine.count += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      mine.count -= 1;
      if (mine.count > 0) return;
      mine.db.close();
      held = undefined;
    };
  };
}

function lock(file: string): Database.Database | undefined {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
