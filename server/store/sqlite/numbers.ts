import type { Database } from 'better-sqlite3';
import type { NumberBinding, NumberStore } from '../store.ts';

/** Published numbers and what they pointed to before, in SQLite. */
export function numberStore(db: Database): NumberStore {
  const columns = 'sid, phone_number AS phoneNumber, flow, at, former';
  const get = db.prepare<[string], NumberRow>(`SELECT ${columns} FROM numbers WHERE sid = ?`);
  const list = db.prepare<[], NumberRow>(`SELECT ${columns} FROM numbers ORDER BY phone_number`);
  const put = db.prepare(`
    INSERT INTO numbers (sid, phone_number, flow, at, former) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (sid) DO UPDATE SET
      phone_number = excluded.phone_number, flow = excluded.flow, at = excluded.at, former = excluded.former`);
  const remove = db.prepare('DELETE FROM numbers WHERE sid = ?');
  return {
    get: async (sid) => {
      const row = get.get(sid);
      return row && binding(row);
    },
    list: async () => list.all().map(binding),
    put: async ({ sid, phoneNumber, flow, at, former }) => {
      put.run(sid, phoneNumber, flow, at, JSON.stringify(former));
    },
    remove: async (sid) => {
      remove.run(sid);
    },
  };
}

type NumberRow = Omit<NumberBinding, 'former'> & { readonly former: string };

function binding(row: NumberRow): NumberBinding {
  return { ...row, former: JSON.parse(row.former) };
}
