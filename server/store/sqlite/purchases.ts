import type { Database } from 'better-sqlite3';
import type { Purchase, PurchaseStore } from '../purchases.ts';

/** Numbers bought, in SQLite. */
export function purchaseStore(db: Database): PurchaseStore {
  const columns = 'id, account, phone_number AS phoneNumber, country, type, price, at, state, number AS sid, message';
  const select = `SELECT ${columns} FROM purchases`;
  const theirs = `${select} WHERE (account = ? OR account IS NULL)`;
  const list = db.prepare<[string, number], PurchaseRow>(`${theirs} ORDER BY at DESC, rowid DESC LIMIT ?`);
  const latest = db.prepare<[string, string], PurchaseRow>(
    `${theirs} AND phone_number = ? ORDER BY at DESC, rowid DESC LIMIT 1`,
  );
  const asked = db.prepare<[], PurchaseRow>(`${select} WHERE state = 'asked' ORDER BY at`);
  const put = db.prepare(`
    INSERT INTO purchases (id, account, phone_number, country, type, price, at, state, number, message)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET account = excluded.account, phone_number = excluded.phone_number,
      country = excluded.country, type = excluded.type, price = excluded.price, at = excluded.at,
      state = excluded.state, number = excluded.number, message = excluded.message`);
  return {
    put: async ({ id, account, phoneNumber, country, type, price, at, state, sid, message }) => {
      put.run(id, account, phoneNumber, country, type, JSON.stringify(price), at, state, sid, message);
    },
    list: async (account, limit) => list.all(account, limit).map(purchase),
    latestOf: async (account, phoneNumber) => {
      const row = latest.get(account, phoneNumber);
      return row && purchase(row);
    },
    asked: async () => asked.all().map(purchase),
  };
}

type PurchaseRow = Omit<Purchase, 'price'> & { readonly price: string };

function purchase(row: PurchaseRow): Purchase {
  return { ...row, price: JSON.parse(row.price) };
}
