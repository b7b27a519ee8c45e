import type { Database } from 'better-sqlite3';
import type { Session } from '../../../shared/engine/types.ts';
import { outcomeOf } from '../outcome.ts';
import type { CallbackRecord, CallDetail, CallStore, CallSummary, StoredCall, TurnRecord } from '../store.ts';
import type { Committer, Step } from './committer.ts';
import { Lru } from './lru.ts';

/** Sessions, turns and callbacks in SQLite. The latest sessions are also kept in memory, so that a turn reads nothing. */
export function callStore(db: Database, commits: Committer): CallStore {
  const sql = statements(db);
  const recent = new Lru<string, Latest>(RECENT_CALLS);

  function stored({ session, key, answer }: Latest): StoredCall {
    return {
      session,
      latest: answer,
      answer: (wanted) => (wanted === key ? answer : sql.answer.get(session.sid, wanted)),
    };
  }

  return {
    load: async (sid) => {
      const known = recent.get(sid);
      if (known) return stored(known);
      const row = sql.latest.get(sid);
      if (!row) return undefined;
      const latest: Latest = { session: JSON.parse(row.session), key: row.key, answer: row.answer };
      recent.set(sid, latest);
      return stored(latest);
    },
    append: async (turn) => {
      try {
        await commits.add(turnSteps(turn));
      } catch (error) {
        // Somebody else may have written this turn: the next load must see theirs.
        recent.delete(turn.sid);
        throw error;
      }
      recent.set(turn.sid, { session: turn.session, key: turn.key, answer: turn.answer });
    },
    callback: (callback) => commits.add(callbackSteps(callback)),
    list: async ({ flow, limit, before }) =>
      (flow === undefined
        ? sql.list.all(before ?? LATEST, limit)
        : sql.listFlow.all(flow, before ?? LATEST, limit)
      ).map(summary),
    get: async (sid) => {
      const row = sql.get.get(sid);
      return row && detail(row, sql.turns.all(sid), sql.callbacks.all(sid));
    },
  };
}

/** What `callStore` asks its committer to run. */
export const CALL_WRITES = {
  addCall: `
    INSERT INTO calls (sid, channel, flow, version, caller, called, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sid) DO NOTHING`,
  addTurn: `
    INSERT INTO turns (sid, turn, key, at, took, parameters, answer, session, log, failure, ended)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  addCallback: `
    INSERT INTO callbacks (sid, key, kind, block, at, parameters) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (sid, key) DO NOTHING`,
  setOutcome: 'UPDATE calls SET outcome = ? WHERE sid = ? AND outcome IS NULL',
} as const;

/** Calls whose latest session stays in memory; a few kilobytes each. */
const RECENT_CALLS = 10_000;

const LATEST = Number.MAX_SAFE_INTEGER;

interface Latest {
  readonly session: Session;
  readonly key: string;
  readonly answer: string;
}

function statements(db: Database) {
  const summary = `
    SELECT c.sid, c.channel, c.flow, c.version, c.caller AS "from", c.called AS "to", c.started_at AS startedAt,
      t.at AS lastAt, t.turn AS turns, coalesce(c.outcome, iif(t.ended, 'ended', 'active')) AS status,
      EXISTS (SELECT 1 FROM turns f WHERE f.sid = c.sid AND f.failure IS NOT NULL) AS failed
    FROM calls c JOIN turns t ON t.sid = c.sid AND t.turn = (SELECT max(turn) FROM turns m WHERE m.sid = c.sid)`;
  const turn = 'turn, key, at, took, parameters, answer, session, log, failure';
  return {
    latest: db.prepare<[string], TurnRow>(`SELECT ${turn} FROM turns WHERE sid = ? ORDER BY turn DESC LIMIT 1`),
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

function turnSteps(record: TurnRecord): Step[] {
  const { sid, session, failure } = record;
  const turn: Step = [
    'addTurn',
    sid,
    record.turn,
    record.key,
    record.at,
    record.took,
    JSON.stringify(record.parameters),
    record.answer,
    JSON.stringify(session),
    JSON.stringify(record.log),
    failure === undefined ? null : JSON.stringify(failure),
    session.status === 'ended' ? 1 : 0,
  ];
  if (record.turn > 1) return [turn];
  const { From = '', To = '' } = session.call;
  return [['addCall', sid, session.channel, session.flow, session.version, From, To, record.at], turn];
}

function callbackSteps(callback: CallbackRecord): Step[] {
  const { sid, key, kind, block, at, parameters } = callback;
  const steps: Step[] = [['addCallback', sid, key, kind, block, at, JSON.stringify(parameters)]];
  const outcome = outcomeOf(callback);
  if (outcome !== undefined) steps.push(['setOutcome', outcome, sid]);
  return steps;
}

interface TurnRow {
  readonly turn: number;
  readonly key: string;
  readonly at: number;
  readonly took: number;
  readonly parameters: string;
  readonly answer: string;
  readonly session: string;
  readonly log: string;
  readonly failure: string | null;
}

type SummaryRow = Omit<CallSummary, 'failed'> & { readonly failed: 0 | 1 };
type CallbackRow = Omit<CallbackRecord, 'parameters'> & { readonly parameters: string };

function summary(row: SummaryRow): CallSummary {
  return { ...row, failed: row.failed === 1 };
}

function detail(row: SummaryRow, turns: readonly TurnRow[], callbacks: readonly CallbackRow[]): CallDetail | undefined {
  const last = turns.at(-1);
  if (!last) return undefined;
  return {
    ...summary(row),
    session: JSON.parse(last.session),
    steps: turns.map(step),
    callbacks: callbacks.map((callback) => ({ ...callback, parameters: JSON.parse(callback.parameters) })),
  };
}

function step({ turn, key, at, took, parameters, answer, log, failure }: TurnRow): CallDetail['steps'][number] {
  const known = { turn, key, at, took, answer, parameters: JSON.parse(parameters), log: JSON.parse(log) };
  return failure === null ? known : { ...known, failure: JSON.parse(failure) };
}
