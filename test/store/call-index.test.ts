import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../server/store/migrations/index.ts';
import { type CallIndex, callIndex, KnownCall } from '../../server/store/sqlite/call-index.ts';
import { type GroupCommit, groupCommit } from '../../server/store/sqlite/group-commit.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { turnOf } from './support/turns.ts';

let place: string;
let file: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'patchcord-index-'));
  file = join(place, 'patchcord.sqlite');
});
afterEach(() => rmSync(place, { recursive: true }));

/** As one process has it; a few young calls, so that they move. */
interface Process {
  readonly db: Database.Database;
  readonly commits: GroupCommit;
  readonly index: CallIndex;
  add(sid: string): Promise<number>;
}

function open(size = 40): Process {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  migrate(db, file, MIGRATIONS);
  const commits = groupCommit(db);
  const index = callIndex(db, commits, size);
  const insert = db.prepare(
    "INSERT INTO calls (sid, channel, flow, version, caller, called, started_at) VALUES (?, 'voice', 'main', 1, '', '', 1)",
  );
  const add = async (sid: string): Promise<number> => {
    let id = 0;
    await commits.add(() => {
      id = index.add(sid, () => Number(insert.run(sid).lastInsertRowid));
    }, index.settled);
    return id;
  };
  return { db, commits, index, add };
}

/** Told apart only at their ends, and in no order. */
const sidOf = (n: number) => `CA${((n * 7919) % 10_007).toString(16).padStart(32, '0')}`;

describe('the index of calls', () => {
  test('finds every call, and takes none twice, however many there are and whoever wrote them', async () => {
    const [one, other] = [open(), open()];
    const ids = new Map<string, number>();
    for (let n = 0; n < 1_500; n++) ids.set(sidOf(n), await (n % 7 === 0 ? other : one).add(sidOf(n)));
    const third = open();
    for (const { index, add } of [one, other, third]) {
      for (const [sid, id] of ids) expect(index.find(sid)).toBe(id);
      for (const n of [0, 1, 700, 1_499]) await expect(add(sidOf(n))).rejects.toBeInstanceOf(KnownCall);
      expect(index.find('CAunknown')).toBeUndefined();
    }
    expect(one.db.prepare('SELECT count(*) FROM calls').pluck().get()).toBe(1_500);
    expect(new Set(ids.values()).size).toBe(1_500);
    const moved = Number(one.db.prepare('SELECT count(*) FROM call_sids').pluck().get());
    expect(moved).toBeGreaterThan(1_000);
    for (const { db } of [one, other, third]) db.close();
  });

  test('knows nothing of calls whose transaction failed', async () => {
    const { db, commits, index, add } = open();
    await add('CA1');
    const lost = add('CA2');
    const failure = commits.add(() => db.exec('ROLLBACK'));
    await expect(failure).rejects.toThrow();
    await expect(lost).rejects.toThrow();
    expect(index.find('CA2')).toBeUndefined();
    expect(index.find('CA1')).toBe(1);
    expect(await add('CA2')).toBe(2);
    db.close();
  });

  test('takes up again what a killed process had half moved', async () => {
    const { db, add } = open();
    for (let n = 0; n < 300; n++) await add(sidOf(n));
    db.exec('UPDATE call_sids_upto SET call = 0; DELETE FROM call_sids WHERE call % 2 = 0');
    db.close();
    const again = open();
    for (let n = 0; n < 300; n++) expect(again.index.find(sidOf(n))).toBe(n + 1);
    again.db.close();
  });

  test('two stores on one file keep one of two calls with the same sid', async () => {
    const [one, other] = [openSqlite(file), openSqlite(file)];
    await one.calls.append(turnOf('CA1', 1));
    await expect(other.calls.append(turnOf('CA1', 1))).rejects.toBeInstanceOf(KnownCall);
    expect((await other.calls.list({ limit: 10 })).map(({ sid }) => sid)).toEqual(['CA1']);
    await other.calls.append(turnOf('CA1', 2));
    await one.close();
    await other.close();
  });

  test('is made of the calls that an older version kept', async () => {
    const db = new Database(file);
    migrate(db, file, MIGRATIONS.slice(0, 5));
    db.pragma('foreign_keys = ON');
    db.exec(`
      INSERT INTO calls VALUES (3, 'CA3', 'voice', 'main', 1, '+15550001111', '', 1, 'completed'), (8, 'CA8', 'voice', 'main', 1, '', '', 2, NULL);
      INSERT INTO turns VALUES (8, 1, 'k', 1, 1, 'a=b', '<Response/>', '{}', '{}', '[]', NULL, 0, NULL);
      INSERT INTO conversations VALUES ('main', '+1', '+2', 3);
      INSERT INTO messages VALUES (1, 'SM1', 8, 1, 'main');`);
    db.close();
    const { db: now, index, add } = open();
    expect([index.find('CA3'), index.find('CA8')]).toEqual([3, 8]);
    expect(await add('CA9')).toBe(9);
    now.pragma('foreign_keys = ON');
    expect(() => now.exec("INSERT INTO messages VALUES (2, 'SM2', 77, 1, 'main')")).toThrow('FOREIGN KEY');
    expect(now.prepare("SELECT outcome FROM calls WHERE sid = 'CA3'").pluck().get()).toBe('completed');
    now.close();
  });
});
