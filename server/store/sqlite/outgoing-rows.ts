import type { Database } from 'better-sqlite3';
import type { OutgoingState } from '../../../shared/api/outgoing.ts';
import type { OutgoingItem, OutgoingListRecord } from '../outgoing.ts';

export type OutgoingStatements = ReturnType<typeof outgoingStatements>;

/** Everything that is asked of the tables of outgoing calls. */
export function outgoingStatements(db: Database) {
  return { ...listStatements(db), ...itemStatements(db), ...callingStatements(db) };
}

export type ListRow = Omit<OutgoingListRecord, 'settings' | 'environment'> & {
  readonly environment: string | null;
  readonly settings: string;
};

export function listOf({ environment, ...row }: ListRow): OutgoingListRecord {
  return { ...row, ...placeOf(environment), settings: JSON.parse(row.settings) };
}

export type ItemRow = Omit<OutgoingItem, 'variables' | 'options' | 'environment'> & {
  readonly environment: string | null;
  readonly variables: string;
  readonly options: string;
};

export function itemOf({ environment, ...row }: ItemRow): OutgoingItem {
  return {
    ...row,
    ...placeOf(environment),
    variables: JSON.parse(row.variables),
    options: JSON.parse(row.options),
  };
}

function placeOf(environment: string | null): { readonly environment?: string } {
  return environment === null ? {} : { environment };
}

/** States in which something may still be heard of a call. */
const ALIVE = "('calling', 'placed', 'ringing', 'in-progress')";
/** States in which something is still to come of a call. */
const OPEN = "('planned', 'calling', 'placed', 'ringing', 'in-progress')";

const LIST = `SELECT seq, id, kind, key, request, name, flow, environment, version, caller AS "from", settings, status, reason, bad,
  created_at AS createdAt, done_at AS doneAt FROM outgoing_lists`;

function listStatements(db: Database) {
  return {
    addList: db.prepare(`
      INSERT INTO outgoing_lists (id, kind, key, request, name, flow, environment, version, caller, settings, status, bad, created_at)
      VALUES (@id, @kind, @key, @request, @name, @flow, @environment, @version, @from, @settings, @status, @bad, @createdAt)
      ON CONFLICT DO NOTHING`),
    list: db.prepare<[string], ListRow>(`${LIST} WHERE id = ?`),
    byKey: db.prepare<[string], ListRow>(`${LIST} WHERE key = ?`),
    lists: db.prepare<[string], ListRow>(`${LIST} WHERE kind = ? AND status <> 'loading' ORDER BY seq DESC LIMIT 500`),
    withStatus: db.prepare<[string], ListRow>(
      `${LIST} WHERE status = ? AND status IN ('loading', 'running') ORDER BY seq`,
    ),
    openIn: db.prepare<[string], ListRow>(
      `${LIST} WHERE environment = ? AND status IN ('running', 'paused') ORDER BY seq`,
    ),
    open: db.prepare("UPDATE outgoing_lists SET status = ? WHERE id = ? AND status = 'loading'"),
    move: db.prepare(`
      UPDATE outgoing_lists SET status = @to, reason = NULL, done_at = iif(@to = 'canceled', @now, NULL)
      WHERE id = @id AND status IN ('running', 'paused')`),
    halt: db.prepare("UPDATE outgoing_lists SET status = 'paused', reason = ? WHERE id = ? AND status = 'running'"),
    finish: db.prepare(`
      UPDATE outgoing_lists SET status = 'done', reason = NULL, done_at = ?
      WHERE id = ? AND status = 'running' AND NOT EXISTS
        (SELECT 1 FROM outgoing_counts WHERE list = outgoing_lists.seq AND state IN ${OPEN} AND calls > 0)`),
    /** Nobody answers yet, and something is still to be done. */
    toCallBack: db
      .prepare<[{ flow: string; environment: string | null; to: string }], number>(`
        SELECT 1 FROM outgoing_lists l
        WHERE l.status IN ('running', 'paused') AND l.kind = 'callback' AND l.flow = @flow
          AND l.environment IS @environment
          AND EXISTS (SELECT 1 FROM outgoing_items i WHERE i.list = l.seq AND i.called = @to)
          AND NOT EXISTS
            (SELECT 1 FROM outgoing_items i WHERE i.list = l.seq AND i.state IN ('in-progress', 'completed', 'unknown', 'failed'))`)
      .pluck(),
    tries: db.prepare<[string], { seq: number; calls: number }>(`
        SELECT l.seq, count(i.seq) AS calls FROM outgoing_lists l JOIN outgoing_items i ON i.list = l.seq
        WHERE l.id = ? AND l.status = 'running' GROUP BY l.seq`),
    notBefore: db.prepare("UPDATE outgoing_lists SET settings = json_set(settings, '$.notBefore', ?) WHERE seq = ?"),
    removeList: db.prepare('DELETE FROM outgoing_lists WHERE seq = ?'),
    removeItems: db.prepare(
      'DELETE FROM outgoing_items WHERE seq IN (SELECT seq FROM outgoing_items WHERE list = ? LIMIT ?)',
    ),
    counts: db.prepare<[string], { state: OutgoingState; calls: number }>(`
      SELECT c.state, c.calls FROM outgoing_counts c JOIN outgoing_lists l ON l.seq = c.list
      WHERE l.id = ? AND c.calls > 0`),
    toCancel: db
      .prepare<[], number>(`
        SELECT c.list FROM outgoing_counts c JOIN outgoing_lists l ON l.seq = c.list
        WHERE c.state = 'planned' AND c.calls > 0 AND l.status = 'canceled' LIMIT 1`)
      .pluck(),
    cancelSome: db.prepare(`
      UPDATE outgoing_items SET state = 'canceled' WHERE seq IN
        (SELECT seq FROM outgoing_items WHERE list = ? AND state = 'planned' ORDER BY seq LIMIT ?)`),
    reopen: db.prepare(`
      UPDATE outgoing_lists SET status = 'running', done_at = NULL
      WHERE kind <> 'call' AND status = 'done' AND seq = (SELECT list FROM outgoing_items WHERE id = ?)`),
  };
}

const ITEM = `SELECT i.seq, i.id, l.id AS list, l.kind, i.line, l.flow, l.environment, l.version, i.called AS "to", l.caller AS "from",
  l.settings ->> '$.options' AS options, l.status, i.variables, i.state, i.attempts, i.call_sid AS callSid,
  i.called_at AS calledAt, i.uncertain_at AS uncertainAt, i.answered_at AS answeredAt, i.ended_at AS endedAt, i.duration,
  i.answered_by AS answeredBy, i.price, i.price_unit AS priceUnit, i.error_code AS errorCode, i.reason
  FROM outgoing_items i JOIN outgoing_lists l ON l.seq = i.list`;

function itemStatements(db: Database) {
  return {
    addItem: db.prepare(`
      INSERT INTO outgoing_items (id, list, line, called, variables, state) VALUES (?, ?, ?, ?, ?, ?)`),
    item: db.prepare<[string], ItemRow>(`${ITEM} WHERE i.id = ?`),
    items: db.prepare<[string, number, number], ItemRow>(
      `${ITEM} WHERE i.list = (SELECT seq FROM outgoing_lists WHERE id = ?) AND i.seq > ? ORDER BY i.seq LIMIT ?`,
    ),
    itemsIn: db.prepare<[string, string, number, number], ItemRow>(`${ITEM}
      WHERE i.list = (SELECT seq FROM outgoing_lists WHERE id = ?) AND i.state = ? AND i.seq > ? ORDER BY i.seq LIMIT ?`),
    calls: db.prepare<[{ before: number; state: string | null; limit: number }], ItemRow>(`${ITEM}
      WHERE l.kind = 'call' AND i.seq < @before AND (@state IS NULL OR i.state = @state) ORDER BY l.seq DESC LIMIT @limit`),
    byCall: db.prepare<[string], number>('SELECT 1 FROM outgoing_items WHERE call_sid = ?').pluck(),
  };
}

/** No request to Twilio takes this long: whatever is `calling` by then was lost sight of. */
const OVERDUE_MS = 60_000;

function callingStatements(db: Database) {
  return {
    nextPlanned: db
      .prepare<[string], string>(`
        SELECT id FROM outgoing_items
        WHERE list = (SELECT seq FROM outgoing_lists WHERE id = ? AND status = 'running') AND state = 'planned'
        ORDER BY seq LIMIT 1`)
      .pluck(),
    intend: db.prepare(`
      UPDATE outgoing_items SET state = 'calling', attempts = attempts + 1, called_at = @now, uncertain_at = NULL,
        check_at = @now + ${OVERDUE_MS}, error_code = NULL, reason = NULL
      WHERE id = @id`),
    countDay: db.prepare(`
      INSERT INTO outgoing_days (day, calls) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET calls = calls + 1`),
    uncountDay: db.prepare('UPDATE outgoing_days SET calls = calls - 1 WHERE day = ?'),
    day: db.prepare<[number], number>('SELECT calls FROM outgoing_days WHERE day = ?').pluck(),
    lastIntent: db
      .prepare<[], number | null>('SELECT max(called_at) FROM outgoing_items WHERE called_at IS NOT NULL')
      .pluck(),
    learn: db.prepare(`
      UPDATE outgoing_items SET state = @state, call_sid = @sid, called_at = coalesce(called_at, @calledAt),
        answered_at = coalesce(answered_at, @answeredAt), ended_at = @endedAt,
        duration = coalesce(@duration, duration), answered_by = coalesce(@answeredBy, answered_by),
        price = coalesce(@price, price), price_unit = coalesce(@priceUnit, price_unit),
        error_code = @errorCode, reason = @reason, uncertain_at = NULL, check_at = iif(@isLate, check_at, @checkAt)
      WHERE id = @id`),
    settle: db.prepare(`
      UPDATE outgoing_items SET state = @to, error_code = @code, reason = @reason, ended_at = @ended, uncertain_at = NULL,
        check_at = NULL
      WHERE id = @id`),
    checkAt: db.prepare(`
      UPDATE outgoing_items SET check_at = @at, uncertain_at = coalesce(uncertain_at, @since)
      WHERE id = @id AND state <> 'planned'`),
    due: db.prepare<[number, number], ItemRow>(`${ITEM} WHERE i.check_at <= ? ORDER BY i.check_at LIMIT ?`),
    putOff: db.prepare('UPDATE outgoing_items SET check_at = ? WHERE id = ?'),
    checkAll: db.prepare(`
      UPDATE outgoing_items SET check_at = @now, uncertain_at = iif(state = 'calling', coalesce(uncertain_at, called_at), NULL)
      WHERE list IN (SELECT list FROM outgoing_counts WHERE state IN ${ALIVE} AND calls > 0) AND state IN ${ALIVE}`),
    again: db.prepare(`
      UPDATE outgoing_items SET state = 'planned', attempts = 0, call_sid = NULL, called_at = NULL, uncertain_at = NULL,
        check_at = NULL, answered_at = NULL, ended_at = NULL, duration = NULL, answered_by = NULL, price = NULL,
        price_unit = NULL, error_code = NULL, reason = NULL
      WHERE id = ? AND state = 'unknown'`),
  };
}
