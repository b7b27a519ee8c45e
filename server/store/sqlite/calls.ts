import type { Database } from 'better-sqlite3';
import type { Channel } from '../../../shared/block.ts';
import type { Session } from '../../../shared/engine/types.ts';
import { outcomeOf } from '../outcome.ts';
import type { CallbackRecord, CallDetail, CallStore, CallSummary, StepRecord, TurnRecord } from '../store.ts';
import type { CallIndex } from './call-index.ts';
import { conversationIndex } from './conversations.ts';
import type { GroupCommit } from './group-commit.ts';
import { Recent } from './recent.ts';
import { logOf, logRow, sessionOf, sessionRow } from './rows.ts';
import { voicemailNews } from './voicemails.ts';

/** Sessions, turns and callbacks in SQLite. The latest sessions are also kept in memory, so that a turn reads nothing. */
export function callStore(db: Database, commits: GroupCommit, calls: CallIndex): CallStore {
  const sql = statements(db);
  const conversations = conversationIndex(db);
  const hear = voicemailNews(db);
  const recent = new Recent<string, Latest>(RECENT_CALLS);

  function latest(sid: string): Latest | undefined {
    const known = recent.get(sid);
    if (known) return known;
    const id = calls.find(sid);
    const row = id === undefined ? undefined : sql.latest.get(id);
    if (!row || id === undefined) return undefined;
    const { key, answer } = row;
    const session = sessionOf(sid, row.channel, row.session, sql.origin.get(id));
    const loaded: Latest = { id, session, key, answer };
    recent.set(sid, loaded);
    return loaded;
  }

  return {
    load: (sid) => {
      const found = latest(sid);
      return (
        found && {
          session: found.session,
          latest: found.answer,
          answer: (wanted) => (wanted === found.key ? found.answer : sql.answer.get(found.id, wanted)),
        }
      );
    },
    remembers: (sid) => recent.get(sid) !== undefined,
    append: (turn) => {
      const { sid, session, key, answer } = turn;
      const before = turn.turn > 1 ? latest(sid) : undefined;
      let id = 0;
      return commits.add(
        () => {
          id = insertTurn(sql, calls, turn, before);
          if (session.channel === 'messaging') conversations.add(turn, id);
        },
        (error) => {
          if (!before) calls.settled(error);
          // Of an ended call hardly anything is asked again. After an error somebody else may have written this turn: the next
          // load must see theirs.
          if (error !== undefined || session.status !== 'active') recent.delete(sid);
          else if (turn.aside === undefined) recent.set(sid, { id, session, key, answer });
          else if (before) recent.set(sid, { ...before, session });
        },
      );
    },
    answersTo: conversations.answersTo,
    conversation: conversations.conversation,
    callback: (callback) =>
      commits.add(() => {
        insertCallback(sql, calls, callback);
        if (callback.kind === 'recording' || callback.kind === 'transcription')
          hear(callback.kind, callback.parameters);
      }),
    list: async ({ flow, limit, before }) =>
      (flow === undefined
        ? sql.list.all(before ?? LATEST, limit)
        : sql.listFlow.all(flow, before ?? LATEST, limit)
      ).map(summary),
    get: async (sid) => {
      const id = calls.find(sid);
      const row = id === undefined ? undefined : sql.get.get(id);
      const last = row && latest(sid);
      return last && detail(row, last.session, sql.turns.all(last.id), sql.callbacks.all(sid));
    },
  };
}

/** Calls whose latest session stays in memory; a few kilobytes each. */
const RECENT_CALLS = 10_000;

const LATEST = Number.MAX_SAFE_INTEGER;

interface Latest {
  /** The call's row. */
  readonly id: number;
  readonly session: Session;
  readonly key: string;
  readonly answer: string;
}

type Statements = ReturnType<typeof statements>;

function statements(db: Database) {
  const summary = `
    SELECT c.sid, c.channel, c.flow, c.version, c.caller AS "from", c.called AS "to", c.started_at AS startedAt,
      t.at AS lastAt, t.turn AS turns, coalesce(c.outcome, iif(t.ended, 'ended', 'active')) AS status,
      EXISTS (SELECT 1 FROM turns f WHERE f.call = c.id AND f.failure IS NOT NULL) AS failed,
      json_extract(t.session, '$.waiting.until') AS waitsUntil
    FROM calls c JOIN turns t ON t.call = c.id AND t.turn = (SELECT max(turn) FROM turns m WHERE m.call = c.id)`;
  const turn = 'turn, key, at, took, form, answer, log, aside, failure';
  return {
    latest: db.prepare<[number], { channel: Channel; session: string; key: string; answer: string }>(
      `SELECT c.channel, s.session, a.key, a.answer FROM turns s JOIN turns a ON a.call = s.call JOIN calls c ON c.id = s.call
      WHERE s.call = ? AND a.aside IS NULL ORDER BY s.turn DESC, a.turn DESC LIMIT 1`,
    ),
    origin: db
      .prepare<[number], string>(
        'SELECT origin FROM turns WHERE call = ? AND origin IS NOT NULL ORDER BY turn DESC LIMIT 1',
      )
      .pluck(),
    addCall: db.prepare(
      'INSERT INTO calls (sid, channel, flow, version, caller, called, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    addTurn: db.prepare(`
      INSERT INTO turns (call, turn, key, at, took, form, answer, session, origin, log, failure, ended, aside)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    addCallback: db.prepare(`
      INSERT INTO callbacks (sid, key, kind, block, at, parameters) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid, key) DO NOTHING`),
    setOutcome: db.prepare('UPDATE calls SET outcome = ? WHERE id = ? AND outcome IS NULL'),
    answer: db
      .prepare<[number, string], string>(
        'SELECT answer FROM turns WHERE call = ? AND key = ? ORDER BY turn DESC LIMIT 1',
      )
      .pluck(),
    list: db.prepare<[number, number], SummaryRow>(`${summary} WHERE c.started_at < ? ORDER BY c.id DESC LIMIT ?`),
    listFlow: db.prepare<[string, number, number], SummaryRow>(
      `${summary} WHERE c.flow = ? AND c.started_at < ? ORDER BY c.started_at DESC, c.sid LIMIT ?`,
    ),
    get: db.prepare<[number], SummaryRow>(`${summary} WHERE c.id = ?`),
    turns: db.prepare<[number], TurnRow>(`SELECT ${turn} FROM turns WHERE call = ? ORDER BY turn`),
    callbacks: db.prepare<[string], CallbackRow>(
      'SELECT sid, key, kind, block, at, parameters FROM callbacks WHERE sid = ? ORDER BY at, rowid',
    ),
  };
}

/** @returns the call's row */
function insertTurn(sql: Statements, calls: CallIndex, record: TurnRecord, before: Latest | undefined): number {
  const { session, failure } = record;
  const id = before?.id ?? calls.add(record.sid, () => insertCall(sql, record));
  sql.addTurn.run(
    id,
    record.turn,
    record.key,
    record.at,
    record.took,
    record.form,
    record.answer,
    sessionRow(session),
    session.call === before?.session.call ? null : JSON.stringify(session.call),
    logRow(record.log),
    failure === undefined ? null : JSON.stringify(failure),
    session.status === 'ended' ? 1 : 0,
    record.aside ?? null,
  );
  return id;
}

function insertCall(sql: Statements, { sid, session, at }: TurnRecord): number {
  const { From = '', To = '' } = session.call;
  return Number(sql.addCall.run(sid, session.channel, session.flow, session.version, From, To, at).lastInsertRowid);
}

function insertCallback(sql: Statements, calls: CallIndex, callback: CallbackRecord): void {
  const { sid, key, kind, block, at, parameters } = callback;
  sql.addCallback.run(sid, key, kind, block, at, JSON.stringify(parameters));
  const outcome = outcomeOf(callback);
  const id = outcome === undefined ? undefined : calls.find(sid);
  if (id !== undefined) sql.setOutcome.run(outcome, id);
}

interface TurnRow {
  readonly turn: number;
  readonly key: string;
  readonly at: number;
  readonly took: number;
  readonly form: string;
  readonly answer: string;
  readonly log: string;
  readonly aside: string | null;
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
  return {
    ...summary(row),
    session,
    steps: turns.map(step),
    callbacks: callbacks.map((callback) => ({ ...callback, parameters: JSON.parse(callback.parameters) })),
  };
}

function step({ form, log, aside, failure, ...turn }: TurnRow): StepRecord {
  const known = { ...turn, parameters: parametersOf(form), log: logOf(log), ...(aside !== null && { aside }) };
  return failure === null ? known : { ...known, failure: JSON.parse(failure) };
}

/** First value of each name. */
function parametersOf(form: string): StepRecord['parameters'] {
  // Of text that begins with it, `URLSearchParams` would take a question mark away.
  return Object.fromEntries([...new URLSearchParams(`&${form}`)].reverse());
}
