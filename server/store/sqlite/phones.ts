import type { Database } from 'better-sqlite3';
import type { PhoneRecord, PhoneStore } from '../phones.ts';

/** Browser phones by name, in SQLite. */
export function phoneStore(db: Database): PhoneStore {
  const list = db.prepare<[], PhoneRecord>(
    'SELECT identity, last_at AS lastAt FROM phones ORDER BY last_at DESC, identity LIMIT 200',
  );
  const has = db.prepare<[string], number>('SELECT 1 FROM phones WHERE identity = ?').pluck();
  const note = db.prepare(
    'INSERT INTO phones (identity, last_at) VALUES (?, ?) ON CONFLICT (identity) DO UPDATE SET last_at = excluded.last_at',
  );
  const remove = db.prepare('DELETE FROM phones WHERE identity = ?');
  return {
    list: async () => list.all(),
    has: async (identity) => has.get(identity) !== undefined,
    note: async (identity, at) => {
      note.run(identity, at);
    },
    remove: async (identity) => remove.run(identity).changes > 0,
  };
}
