import type { Database } from 'better-sqlite3';
import type { Session } from '../../../shared/engine/types.ts';
import { outcomeOf } from '../outcome.ts';
import type { CallbackRecord, CallDetail, CallStore, CallSummary, TurnRecord } from '../store.ts';
import type { GroupCommit } from './group-commit.ts';
import { Lru } from './lru.ts';

/** Sessions, turns and callbacks in SQLite. The latest sessions are also kept in memory, so that a turn reads nothing. */
export function callStore(db: Database, commits: GroupCommit): CallStore {
  const sql = statements(db);
  const recent = new Lru<string, Latest>(RECENT_CALLS);

  function latest(sid: string): Latest | undefined {
    const known = recent.get(sid);
    if (known) return known;
    const row = sql.latest.get(sid);
    const first = sql.first.get(sid);
    if (!row || !first) return undefined;
    const session: Session = { ...JSON.parse(row.session), call: JSON.parse(sql.call.get(sid) ?? '{}') };
    const loaded: Latest = { session, key: row.key, answer: row.answer, first: JSON.parse(first) };
    recent.set(sid, loaded);
    return loaded;
  }

  return {
    load: async (sid) => {
      const found = latest(sid);
      return (
        found && {
          session: found.session,
          latest: found.answer,
          answer: (wanted) => (wanted === found.key ? found.answer : sql.answer.get(sid, wanted)),
        }
      );
    },
    append: async (turn) => {
      const before = turn.turn > 1 ? latest(turn.sid) : undefined;
      try {
        await commits.add(() => insertTurn(sql, turn, before));
      } catch (error) {
        // Somebody else may have written this turn: the next load must see theirs.
        recent.delete(turn.sid);
        throw error;
      }
      const { session, key, answer, parameters } = turn;
      recent.set(turn.sid, { session, key, answer, first: before?.first ?? parameters });
    },
    callback: (callback) => commits.add(() => insertCallback(sql, callback)),
    list: async ({ flow, limit, before }) =>
      (flow === undefined
        ? sql.list.all(before ?? LATEST, limit)
        : sql.listFlow.all(flow, before ?? LATEST, limit)
      ).map(summary),
    get: async (sid) => {
      const row = sql.get.get(sid);
      const last = row && latest(sid);
      return last && detail(row, last.session, sql.turns.all(sid), sql.callbacks.all(sid));
    },
  };
}

/** Calls whose latest session stays in memory; a few kilobytes each. */
const RECENT_CALLS = 10_000;

const LATEST = Number.MAX_SAFE_INTEGER;

interface Latest {
  readonly session: Session;
  readonly key: string;
  readonly answer: string;
  /** Parameters of the call's first turn; Twilio repeats most of them with every request. */
  readonly first: Parameters;
}

type Parameters = TurnRecord['parameters'];
type Statements = ReturnType<typeof statements>;

function statements(db: Database) {
  const summary = `
    SELECT c.sid, c.channel, c.flow, c.version, c.caller AS "from", c.called AS "to", c.started_at AS startedAt,
      t.at AS lastAt, t.turn AS turns, coalesce(c.outcome, iif(t.ended, 'ended', 'active')) AS status,
      EXISTS (SELECT 1 FROM turns f WHERE f.sid = c.sid AND f.failure IS NOT NULL) AS failed
    FROM calls c JOIN turns t ON t.sid = c.sid AND t.turn = (SELECT max(turn) FROM turns m WHERE m.sid = c.sid)`;
  const turn = 'turn, key, at, took, parameters, answer, log, failure';
  return {
    latest: db.prepare<[string], { session: string; key: string; answer: string }>(
      'SELECT session, key, answer FROM turns WHERE sid = ? ORDER BY turn DESC LIMIT 1',
    ),
    first: db.prepare<[string], string>('SELECT parameters FROM turns WHERE sid = ? ORDER BY turn LIMIT 1').pluck(),
    call: db
      .prepare<[string], string>('SELECT call FROM turns WHERE sid = ? AND call IS NOT NULL ORDER BY turn DESC LIMIT 1')
      .pluck(),
    addCall: db.prepare(`
      INSERT INTO calls (sid, channel, flow, version, caller, called, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid) DO NOTHING`),
    addTurn: db.prepare(`
      INSERT INTO turns (sid, turn, key, at, took, parameters, answer, session, call, log, failure, ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    addCallback: db.prepare(`
      INSERT INTO callbacks (sid, key, kind, block, at, parameters) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid, key) DO NOTHING`),
    setOutcome: db.prepare('UPDATE calls SET outcome = ? WHERE sid = ? AND outcome IS NULL'),
    answer: db
      .prepare<[string, string], string>(
        'SELECT answer FROM turns WHERE sid = ? AND key = ? ORDER BY turn DESC LIMIT 1',
      )
      .pluck(),
    list: db.prepare<[number, number], SummaryRow>(
      `${summary} WHERE c.started_at < ? ORDER BY c.started_at DESC, c.sid LIMIT ?`,
    ),
    listFlow: db.prepare<[string, number, number], SummaryRow>(
      `${summary} WHERE c.flow = ? AND c.started_at < ? ORDER BY c.started_at DESC, c.sid LIMIT ?`,
    ),
    get: db.prepare<[string], SummaryRow>(`${summary} WHERE c.sid = ?`),
    turns: db.prepare<[string], TurnRow>(`SELECT ${turn} FROM turns WHERE sid = ? ORDER BY turn`),
    callbacks: db.prepare<[string], CallbackRow>(
      'SELECT sid, key, kind, block, at, parameters FROM callbacks WHERE sid = ? ORDER BY at, rowid',
    ),
  };
}

function insertTurn(sql: Statements, record: TurnRecord, before: Latest | undefined): void {
  const { sid, session, failure } = record;
  const { call, ...rest } = session;
  if (!before) {
    const { From = '', To = '' } = call;
    sql.addCall.run(sid, session.channel, session.flow, session.version, From, To, record.at);
  }
  sql.addTurn.run(
    sid,
    record.turn,
    record.key,
    record.at,
    record.took,
    JSON.stringify(before ? difference(before.first, record.parameters) : record.parameters),
    record.answer,
    JSON.stringify(rest),
    call === before?.session.call ? null : JSON.stringify(call),
    JSON.stringify(record.log),
    failure === undefined ? null : JSON.stringify(failure),
    session.status === 'ended' ? 1 : 0,
  );
}

/** What must be laid over `first` to get `later`; null stands for what is absent. */
function difference(first: Parameters, later: Parameters): Record<string, string | null> {
  const changed: Record<string, string | null> = {};
  for (const name in later) if (first[name] !== later[name]) changed[name] = later[name] as string;
  for (const name in first) if (later[name] === undefined) changed[name] = null;
  return changed;
}

function overlaid(first: Parameters, changed: Readonly<Record<string, string | null>>): Parameters {
  const all = { ...first, ...changed };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

function insertCallback(sql: Statements, callback: CallbackRecord): void {
  const { sid, key, kind, block, at, parameters } = callback;
  sql.addCallback.run(sid, key, kind, block, at, JSON.stringify(parameters));
  const outcome = outcomeOf(callback);
  if (outcome !== undefined) sql.setOutcome.run(outcome, sid);
}

interface TurnRow {
  readonly turn: number;
  readonly key: string;
  readonly at: number;
  readonly took: number;
  readonly parameters: string;
  readonly answer: string;
  readonly log: string;
  readonly failure: string | null;
}

type SummaryRow = Omit<CallSummary, 'failed'> & { readonly failed: 0 | 1 };
type CallbackRow = Omit<CallbackRecord, 'parameters'> & { readonly parameters: string };

function summary(row: SummaryRow): CallSummary {
  return { ...row, failed: row.failed === 1 };
}

function detail(
  row: SummaryRow,
  session: Session,
  turns: readonly TurnRow[],
  callbacks: readonly CallbackRow[],
): CallDetail {
  const first: Parameters = JSON.parse(turns[0]?.parameters ?? '{}');
  return {
    ...summary(row),
    session,
    steps: turns.map((turn, at) => step(turn, at === 0 ? first : overlaid(first, JSON.parse(turn.parameters)))),
    callbacks: callbacks.map((callback) => ({ ...callback, parameters: JSON.parse(callback.parameters) })),
  };
}

function step(
  { turn, key, at, took, answer, log, failure }: TurnRow,
  parameters: Parameters,
): CallDetail['steps'][number] {
  const known = { turn, key, at, took, answer, parameters, log: JSON.parse(log) };
  return failure === null ? known : { ...known, failure: JSON.parse(failure) };
}
