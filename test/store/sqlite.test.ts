import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../server/store/migrations/index.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Session } from '../../shared/engine/types.ts';

const place = mkdtempSync(join(tmpdir(), 'patchcord-sqlite-'));
let file = '';
let count = 0;
beforeEach(() => {
  file = join(place, `${count++}.db`);
});
afterAll(() => rmSync(place, { recursive: true }));

describe('a killed process', () => {
  test('loses nothing it acknowledged', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'support/writer.ts'), file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout });
      let seen = 0;
      lines.on('line', (line) => {
        acknowledged.push(line);
        // Killed at a different moment each round, with writes on the way.
        if (++seen === 200 + round * 57) child.kill('SIGKILL');
      });
      await Promise.all([once(child, 'close'), once(lines, 'close')]);
    }
    expect(acknowledged.length).toBeGreaterThan(600);

    const db = new Database(file, { readonly: true });
    const stored = new Set(
      db.prepare("SELECT sid || ' ' || turn FROM turns JOIN calls ON calls.id = call").pluck().all(),
    );
    expect(acknowledged.filter((turn) => !stored.has(turn))).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT sqlite_version()').pluck().get()).toSatisfy((version: string) => {
      const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
      return major * 1e6 + minor * 1e3 + patch >= 3_051_003;
    });
    db.close();
  });
});

describe('what goes wrong is said', () => {
  test('by what commits', async () => {
    const store = openSqlite(file);
    const sid = 'CA1';
    const session = startSession(sid);
    const turn = { sid, turn: 1, key: 'k', at: 1, took: 1, form: '', answer: '', session, log: [] };
    await store.calls.append(turn);
    const again = store.calls.append(turn);
    await expect(again).rejects.toBeInstanceOf(Error);
    await expect(again).rejects.toThrow('There is a call CA1 already.');
    await store.close();
  });

  test('with the file and the next step, where it cannot be opened', () => {
    writeFileSync(file, 'This is no database. '.repeat(100));
    expect(() => openSqlite(file)).toThrow(`${file} cannot be used: file is not a database. Put back a copy`);
    expect(() => openSqlite(join(file, 'below', 'patchcord.sqlite'))).toThrow('DATA_DIR must be a folder');
    expect(() => openSqlite(place)).toThrow('DATA_DIR must be a folder');
  });
});

describe('the schema', () => {
  test('versions refuse to be changed or deleted', async () => {
    const store = openSqlite(file);
    await store.flows.create({ id: 'main', name: 'Main', document: '{}', now: 1 });
    await store.flows.publish({ id: 'main', document: '{}', note: '', now: 1 });
    await store.close();
    const db = new Database(file);
    expect(() => db.exec("UPDATE versions SET document = '[]'")).toThrow('cannot be changed');
    expect(() => db.exec('DELETE FROM versions')).toThrow('cannot be deleted');
    db.close();
  });

  test('turns of the first schema keep their parameters and log', async () => {
    const db = new Database(file);
    migrate(db, file, MIGRATIONS.slice(0, 1));
    const first = { CallSid: 'CA1', City: 'A+B & C=100%', Gone: '1', '__proto__ ü': '?' };
    db.exec("INSERT INTO calls VALUES (1, 'CA1', 'voice', 'main', 1, '', '', 1, NULL)");
    const add = db.prepare("INSERT INTO turns VALUES (1, ?, ?, 1, 1, ?, '<Response/>', ?, '{}', ?, NULL, 0)");
    const { call: _, ...session } = startSession('CA1');
    const log = [{ block: 'menu', type: 'menu', event: 'run', result: 'wait' }];
    const rest = [JSON.stringify(session), JSON.stringify(log)];
    add.run(1, 'k1', JSON.stringify(first), ...rest);
    add.run(2, 'k2', JSON.stringify({ City: '\u00fc', Gone: null, Digits: '' }), ...rest);
    add.run(3, 'k3', JSON.stringify({}), ...rest);
    db.close();
    const store = openSqlite(file);
    const call = await store.calls.get('CA1');
    expect(call?.session).toEqual({ ...session, call: {} });
    expect(call?.steps[1]?.log).toEqual(log);
    const { Gone, ...stayed } = first;
    expect(call?.steps.map(({ parameters }) => parameters)).toEqual([
      first,
      { ...stayed, City: '\u00fc', Digits: '' },
      first,
    ]);
    await store.close();
  });

  test('a file of a newer version is refused', async () => {
    await openSqlite(file).close();
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    expect(() => openSqlite(file)).toThrow('written by a newer version (schema 999');
  });

  test('a migration that fails leaves nothing behind, and the next start goes on from there', () => {
    const db = new Database(file);
    const good = MIGRATIONS.map(({ version }) => ({ version, sql: `CREATE TABLE t${version} (a)` }));
    const newest = good.at(-1)?.version ?? 0;
    const next = newest + 1;
    const broken = { version: next, sql: `CREATE TABLE t${next} (a); CREATE TABLE t${next} (a);` };
    expect(() => migrate(db, file, [...good, broken])).toThrow('already exists');
    expect(db.pragma('user_version', { simple: true })).toBe(newest);
    migrate(db, file, [...good, { version: next, sql: `CREATE TABLE t${next} (a)` }]);
    expect(db.pragma('user_version', { simple: true })).toBe(next);
    db.close();
  });
});

function startSession(sid: string): Session {
  const began = {
    status: 'active',
    turn: 1,
    waiting: null,
    variables: {},
    results: {},
    state: null,
    call: {},
  } as const;
  return { sid, channel: 'voice', flow: 'main', version: 1, ...began };
}
