import type { Database } from 'better-sqlite3';
import type { Line, NumberStore, Wiring } from '../numbers.ts';

/** Wired numbers and what they pointed to before, in SQLite. */
export function numberStore(db: Database): NumberStore {
  const wirings = db.prepare<[], WiringRow>(
    'SELECT number AS sid, channel, phone_number AS phoneNumber, flow, environment, at, former, wanted FROM wirings ORDER BY phone_number, channel DESC',
  );
  const { remove } = wiringWriter(db);
  return {
    wirings: async () => wirings.all().map(wiring),
    forget: async (lines) => db.transaction(() => lines.forEach(remove))(),
  };
}

/** Changes of what is remembered, for whoever has a transaction. */
export function wiringWriter(db: Database): { put(wiring: Wiring): void; remove(line: Line): void } {
  const put = db.prepare(`
    INSERT INTO wirings (number, channel, phone_number, flow, environment, at, former, wanted)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (number, channel) DO UPDATE SET phone_number = excluded.phone_number, flow = excluded.flow,
      environment = excluded.environment, at = excluded.at, former = excluded.former, wanted = excluded.wanted`);
  const remove = db.prepare('DELETE FROM wirings WHERE number = ? AND channel = ?');
  return {
    put: ({ sid, channel, phoneNumber, flow, environment, at, former, set }) => {
      const wanted = set === null ? null : JSON.stringify(set);
      put.run(sid, channel, phoneNumber, flow, environment ?? null, at, JSON.stringify(former), wanted);
    },
    remove: ({ sid, channel }) => {
      remove.run(sid, channel);
    },
  };
}

interface WiringRow extends Omit<Wiring, 'former' | 'set' | 'environment'> {
  readonly environment: string | null;
  readonly former: string;
  readonly wanted: string | null;
}

function wiring({ former, wanted, environment, ...row }: WiringRow): Wiring {
  const known = { ...row, former: JSON.parse(former), set: wanted === null ? null : JSON.parse(wanted) };
  return environment === null ? known : { ...known, environment };
}
