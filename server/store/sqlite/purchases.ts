import type { Database } from 'better-sqlite3';
import type { Purchase, PurchaseStore } from '../purchases.ts';

/** Numbers bought, in SQLite. */
export function purchaseStore(db: Database): PurchaseStore {
  const columns = 'id, phone_number AS phoneNumber, country, type, price, at, state, number AS sid, message';
  const select = `SELECT ${columns} FROM purchases`;
  const list = db.prepare<[number], PurchaseRow>(`${select} ORDER BY at DESC, rowid DESC LIMIT ?`);
  const latest = db.prepare<[string], PurchaseRow>(
    `${select} WHERE phone_number = ? ORDER BY at DESC, rowid DESC LIMIT 1`,
  );
  const asked = db.prepare<[], PurchaseRow>(`${select} WHERE state = 'asked' ORDER BY at`);
  const put = db.prepare(`
    INSERT INTO purchases (id, phone_number, country, type, price, at, state, number, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, number = excluded.number, message = excluded.message`);
  return {
    put: async ({ id, phoneNumber, country, type, price, at, state, sid, message }) => {
      put.run(id, phoneNumber, country, type, JSON.stringify(price), at, state, sid, message);
    },
    list: async (limit) => list.all(limit).map(purchase),
    latestOf: async (phoneNumber) => {
      const row = latest.get(phoneNumber);
      return row && purchase(row);
    },
    asked: async () => asked.all().map(purchase),
  };
}

type PurchaseRow = Omit<Purchase, 'price'> & { readonly price: string };

function purchase(row: PurchaseRow): Purchase {
  return { ...row, price: JSON.parse(row.price) };
}
