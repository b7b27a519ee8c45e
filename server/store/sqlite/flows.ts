import type { Database } from 'better-sqlite3';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { FlowRecord, FlowRun, FlowStore, FlowSummary, VersionRecord, VersionSummary } from '../store.ts';

/** Drafts and published versions in SQLite. */
export function flowStore(db: Database): FlowStore {
  const sql = statements(db);

  /** Within a transaction. @returns false if there is no such flow */
  const point = (id: string, environment = LIVE, version: number | null, now: number): boolean => {
    if (environment === LIVE) return sql.setLive.run(version, now, id).changes === 1;
    if (version === null) sql.stop.run(id, environment);
    else sql.run.run(id, environment, version);
    return sql.touch.run(now, id).changes === 1;
  };
  const publish = db.transaction(
    ({ id, document, note, now, revision, environment, calls }: Parameters<FlowStore['publish']>[0]) => {
      const flow = sql.get.get(id);
      if (!flow) return undefined;
      // Counts on from retired versions: a number never stands for two documents.
      const version = (sql.newest.get(id) ?? 0) + 1;
      sql.addVersion.run(id, version, document, note, now, revision ?? flow.revision, pinsRow(id, version, calls));
      point(id, environment, version, now);
      return readOrNone(sql.version.get(id, version));
    },
  );
  const snapshot = db.transaction((id: string, now: number, calls?: Calls) => {
    const flow = sql.get.get(id);
    if (!flow) return undefined;
    const same = (one: Row<VersionRecord>) => one.calls === pinsRow(id, one.version, calls);
    const known = sql.snapshotsOf.all(id, flow.document).find(same);
    if (known) return readOrNone(known);
    const version = (sql.oldest.get(id) ?? 0) - 1;
    sql.addSnapshot.run(id, version, flow.document, now, flow.revision, pinsRow(id, version, calls));
    return readOrNone(sql.version.get(id, version));
  });
  const saveDraft = db.transaction(({ id, name, document, revision, now }: Parameters<FlowStore['saveDraft']>[0]) => {
    const saved = sql.save.run({ id, name, document, revision, now }).changes === 1;
    const flow = readOrNone(sql.get.get(id));
    return flow && { saved, flow };
  });
  const remove = db.transaction((id: string) => {
    sql.retire.run(id);
    sql.stopAll.run(id);
    return sql.remove.run(id).changes === 1;
  });
  const setLive = db.transaction((id: string, version: number | null, now: number, environment?: string) => {
    if (version !== null && sql.offered.get(id, version) === undefined) return false;
    if (sql.get.get(id) === undefined) return false;
    return point(id, environment, version, now);
  });

  return {
    list: async () => sql.list.all().map(read),
    get: async (id) => readOrNone(sql.get.get(id)),
    create: async ({ id, name, document, now }) => {
      if (sql.create.run({ id, name, document, now }).changes === 0) return false;
      return readOrNone(sql.get.get(id)) ?? false;
    },
    saveDraft: async (save) => saveDraft.immediate(save),
    remove: async (id) => remove.immediate(id),
    publish: async (version) => publish.immediate(version),
    snapshot: async (id, now, calls) => snapshot.immediate(id, now, calls),
    versions: async (id) => sql.versions.all(id).map(read),
    version: async (id, version) => readOrNone(sql.version.get(id, version)),
    setLive: async (id, version, now, environment) => setLive.immediate(id, version, now, environment),
    running: async (id, environment) =>
      (environment === LIVE ? sql.live.get(id) : sql.running.get(id, environment)) ?? null,
    runs: async (id) => (id === undefined ? sql.allRuns.all() : sql.runs.all(id, id)).map(runOf),
  };
}

function statements(db: Database) {
  const summary = `f.id, f.name, f.revision, f.live, v.revision AS liveRevision, v.calls, f.created_at AS createdAt, f.updated_at AS updatedAt`;
  const from = 'FROM flows f LEFT JOIN versions v ON v.flow = f.id AND v.version = f.live';
  const liveRuns = `SELECT id AS flow, '${LIVE}' AS environment, live AS version, 0 AS other FROM flows WHERE live IS NOT NULL`;
  const runs = 'SELECT flow, environment, version, 1 AS other FROM runs';
  const version = 'flow, version, note, published_at AS publishedAt, revision, calls';
  return {
    list: db.prepare<[], Row<FlowSummary>>(`SELECT ${summary} ${from} ORDER BY f.updated_at DESC, f.id`),
    get: db.prepare<[string], Row<FlowRecord>>(`SELECT ${summary}, f.document ${from} WHERE f.id = ?`),
    create: db.prepare(`
      INSERT INTO flows (id, name, document, revision, live, created_at, updated_at)
      VALUES (@id, @name, @document, 1, NULL, @now, @now) ON CONFLICT (id) DO NOTHING`),
    save: db.prepare(`
      UPDATE flows SET name = @name, document = @document, revision = revision + 1, updated_at = @now
      WHERE id = @id AND revision = @revision`),
    remove: db.prepare('DELETE FROM flows WHERE id = ?'),
    retire: db.prepare('UPDATE versions SET retired = 1 WHERE flow = ?'),
    newest: db.prepare<[string], number>('SELECT max(version) FROM versions WHERE flow = ? AND version > 0').pluck(),
    oldest: db.prepare<[string], number>('SELECT min(version) FROM versions WHERE flow = ? AND version < 0').pluck(),
    snapshotsOf: db.prepare<[string, string], Row<VersionRecord>>(
      `SELECT ${version}, document FROM versions WHERE flow = ? AND version < 0 AND document = ?`,
    ),
    // Retired from the beginning: it is found by calls pinned to it, and by nobody else.
    addSnapshot: db.prepare(`
      INSERT INTO versions (flow, version, document, note, published_at, revision, calls, retired)
      VALUES (?, ?, ?, 'Draft that was tried', ?, ?, ?, 1)`),
    addVersion: db.prepare(`
      INSERT INTO versions (flow, version, document, note, published_at, revision, calls) VALUES (?, ?, ?, ?, ?, ?, ?)`),
    live: db.prepare<[string], number | null>('SELECT live FROM flows WHERE id = ?').pluck(),
    running: db
      .prepare<[string, string], number>('SELECT version FROM runs WHERE flow = ? AND environment = ?')
      .pluck(),
    allRuns: db.prepare<[], FlowRun>(`${liveRuns} UNION ALL ${runs} ORDER BY flow, other, environment`),
    runs: db.prepare<[string, string], FlowRun>(
      `${liveRuns} AND id = ? UNION ALL ${runs} WHERE flow = ? ORDER BY other, environment`,
    ),
    run: db.prepare(`
      INSERT INTO runs (flow, environment, version) VALUES (?, ?, ?)
      ON CONFLICT (flow, environment) DO UPDATE SET version = excluded.version`),
    stop: db.prepare('DELETE FROM runs WHERE flow = ? AND environment = ?'),
    stopAll: db.prepare('DELETE FROM runs WHERE flow = ?'),
    touch: db.prepare('UPDATE flows SET updated_at = ? WHERE id = ?'),
    setLive: db.prepare('UPDATE flows SET live = ?, updated_at = ? WHERE id = ?'),
    offered: db.prepare('SELECT 1 FROM versions WHERE flow = ? AND version = ? AND retired = 0').pluck(),
    versions: db.prepare<[string], Row<VersionSummary>>(
      `SELECT ${version} FROM versions WHERE flow = ? AND retired = 0 ORDER BY version DESC`,
    ),
    // Retired versions are found, too: calls pinned to them go on.
    version: db.prepare<[string, number], Row<VersionRecord>>(
      `SELECT ${version}, document FROM versions WHERE flow = ? AND version = ?`,
    ),
  };
}

type Calls = Readonly<Record<string, number>>;

/** As the table holds it. */
type Row<T extends { readonly calls: Calls }> = Omit<T, 'calls'> & { readonly calls: string | null };

function read<T extends { readonly calls: string | null }>(row: T): Omit<T, 'calls'> & { readonly calls: Calls } {
  return { ...row, calls: row.calls === null ? NO_CALLS : (JSON.parse(row.calls) as Calls) };
}

function readOrNone<T extends { readonly calls: string | null }>(row: T | undefined) {
  return row && read(row);
}

const NO_CALLS: Calls = {};

/** A flow that calls itself runs the same version of itself. */
function pinsRow(id: string, version: number, calls: Calls = NO_CALLS): string | null {
  const pins = Object.entries(calls).map(([flow, pinned]) => [flow, flow === id ? version : pinned] as const);
  return pins.length === 0 ? null : JSON.stringify(Object.fromEntries(pins));
}

function runOf({ flow, environment, version }: FlowRun): FlowRun {
  return { flow, environment, version };
}
