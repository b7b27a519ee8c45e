import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/index.ts';
import { accessStore } from './sqlite/access.ts';
import { callIndex } from './sqlite/call-index.ts';
import { callStore } from './sqlite/calls.ts';
import { effectStore } from './sqlite/effects.ts';
import { environmentStore } from './sqlite/environments.ts';
import { flowStore } from './sqlite/flows.ts';
import { groupCommit } from './sqlite/group-commit.ts';
import { migrate } from './sqlite/migrate.ts';
import { numberStore } from './sqlite/numbers.ts';
import { operationStore } from './sqlite/operations.ts';
import { outgoingStore } from './sqlite/outgoing.ts';
import { phoneStore } from './sqlite/phones.ts';
import { processLock } from './sqlite/process-lock.ts';
import { purchaseStore } from './sqlite/purchases.ts';
import { recordingStore } from './sqlite/recordings.ts';
import { settingsStore } from './sqlite/settings.ts';
import { voicemailStore } from './sqlite/voicemails.ts';
import type { Store } from './store.ts';

/**
 * Opens the embedded store: one SQLite file in WAL mode with `synchronous=FULL`, so that whatever was acknowledged survives
 * a killed process and a power cut. The file and its folder are made if they are missing; the schema is brought up to date.
 *
 * @param file path of the database file
 * @throws Error if the file was written by a newer version, or if the database refuses to be durable
 */
export function openSqlite(file: string): Store {
  const db = open(file);
  try {
    const commits = groupCommit(db);
    const calls = callIndex(db, commits);
    return {
      flows: flowStore(db),
      calls: callStore(db, commits, calls),
      settings: settingsStore(db),
      access: accessStore(db),
      numbers: numberStore(db),
      recordings: recordingStore(db, calls),
      phones: phoneStore(db),
      outgoing: outgoingStore(db, commits),
      operations: operationStore(db, processLock(`${file}-operations`)),
      purchases: purchaseStore(db),
      effects: effectStore(db, commits),
      environments: environmentStore(db),
      voicemails: voicemailStore(db, commits),
      close: async () => {
        commits.flush();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The file, made if it is missing and brought up to date. What the system says of it names neither file nor remedy. */
function open(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    db = new Database(file, { timeout: 5_000 });
    prepare(db, file);
    return db;
  } catch (error) {
    db?.close();
    throw explained(error, file);
  }
}

function explained(error: unknown, file: string): unknown {
  const { code = '', message } = error as { code?: string; message: string };
  const remedy = REMEDIES.find(([codes]) => codes.test(code))?.[1];
  return remedy === undefined ? error : new Error(`${file} cannot be used: ${message}. ${remedy}`, { cause: error });
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'Put back a copy of the file, or move it away to begin with an empty one.'],
  [/^SQLITE_FULL|^ENOSPC$/, 'Make room on the disk.'],
  [/^SQLITE_BUSY/, 'Another program holds it locked; end that one.'],
  [/^SQLITE_|^E[A-Z]+$/, 'DATA_DIR must be a folder in which this user may write.'],
];

/** Of every connection. The log is copied back in larger strides than SQLite's 1,000 pages: fewer pauses. */
const PRAGMAS = ['synchronous = FULL', 'foreign_keys = ON', 'wal_autocheckpoint = 4000', 'cache_size = -32000'];

function prepare(db: Database.Database, file: string): void {
  // Four turns fill such a page; of SQLite's usual size it takes two, and much of each page stays empty. For new files only.
  db.pragma('page_size = 8192');
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal')
    throw new Error(`${file}: SQLite keeps journal mode ${mode}; a WAL journal on a local disk is needed.`);
  for (const pragma of PRAGMAS) db.pragma(pragma);
  migrate(db, file, MIGRATIONS);
  // The driver's build lowers `synchronous` with the first write in WAL mode, so it is set and read back after one.
  db.prepare(
    "INSERT INTO settings (key, value) VALUES ('opened', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run(String(Date.now()));
  db.pragma('synchronous = FULL');
  const synchronous = db.pragma('synchronous', { simple: true });
  if (synchronous !== 2) throw new Error(`${file}: SQLite runs with synchronous=${synchronous}; 2 (FULL) is needed.`);
}
