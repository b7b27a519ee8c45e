import type { Database } from 'better-sqlite3';
import type { Deletion, DeletionReason, DeletionWish, RecordingOrigin, RecordingStore } from '../recordings.ts';
import type { CallIndex } from './call-index.ts';

/** Whose recordings they are, and which were deleted, in SQLite. */
export function recordingStore(db: Database, index: Pick<CallIndex, 'find'>): RecordingStore {
  const sql = statements(db);
  const intend = db.transaction((wishes: Parameters<RecordingStore['intend']>[0]) => {
    for (const { sid, account, call, reason, at, next } of wishes) sql.intend.run(sid, account, call, reason, at, next);
  });
  const settle = db.transaction(({ sid, account, call: given, reason, at }: DeletionWish, doneAt: number) => {
    sql.settle.run(sid, account, given, reason, at, doneAt);
    sql.forgetMessage.run(sid);
    const call = sql.deletion.get(sid)?.call;
    if (call) sql.forgetText.run(call, sid);
  });
  return {
    origins: async (calls) => {
      const ids = calls.flatMap((sid) => index.find(sid) ?? []);
      const origins = new Map(sql.calls.all(JSON.stringify(ids)).map((row) => [row.sid, originOf(row)]));
      for (const { sid, kind, block, parameters } of sql.callbacks.all(JSON.stringify([...origins.keys()]))) {
        origins.get(sid)?.callbacks.push({ kind, block, parameters: JSON.parse(parameters) });
      }
      return origins;
    },
    intend: async (wishes) => intend.immediate(wishes),
    due: async (account, now, limit) => sql.due.all(account, now, limit),
    deletion: async (sid) => sql.deletion.get(sid),
    learnCall: async (sid, call) => {
      sql.learnCall.run(call, sid);
    },
    settle: async (wish, at) => settle.immediate(wish, at),
    postpone: async (sid, trouble, next) => {
      sql.postpone.run(trouble, next, sid);
    },
    withdraw: async (sid) => {
      sql.withdraw.run(sid);
    },
    withdrawAll: async (reason) => {
      sql.withdrawAll.run(reason);
    },
    tally: async (account) => sql.tally.get(account, account) ?? { deleted: 0, waiting: 0, trouble: null },
  };
}

function statements(db: Database) {
  const deletion = 'sid, account, call, reason, at, done_at AS doneAt, attempts';
  return {
    calls: db.prepare<[string], CallRow>(`
      SELECT c.sid, c.flow, c.version, c.caller AS "from", c.called AS "to",
        (SELECT json_extract(t.session, '$.results') FROM turns t WHERE t.call = c.id ORDER BY t.turn DESC LIMIT 1) AS results
      FROM json_each(?) wanted JOIN calls c ON c.id = wanted.value WHERE c.channel = 'voice'`),
    callbacks: db.prepare<[string], CallbackRow>(`
      SELECT b.sid, b.kind, b.block, b.parameters FROM json_each(?) wanted JOIN callbacks b ON b.sid = wanted.value
      WHERE b.kind IN ('recording', 'transcription') ORDER BY b.at, b.rowid`),
    intend: db.prepare(`
      INSERT INTO recording_deletions (sid, account, call, reason, at, next_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid) DO UPDATE SET
        call = coalesce(call, excluded.call),
        reason = iif(excluded.reason = 'retention', 'retention', reason),
        next_at = iif(excluded.reason = 'asked', excluded.next_at, next_at)
      WHERE done_at IS NULL`),
    due: db.prepare<[string, number, number], Deletion>(`
      SELECT ${deletion} FROM recording_deletions
      WHERE next_at IS NOT NULL AND account = ? AND next_at <= ? ORDER BY next_at, sid LIMIT ?`),
    deletion: db.prepare<[string], Deletion>(`SELECT ${deletion} FROM recording_deletions WHERE sid = ?`),
    learnCall: db.prepare('UPDATE recording_deletions SET call = coalesce(call, ?) WHERE sid = ? AND done_at IS NULL'),
    settle: db.prepare(`
      INSERT INTO recording_deletions (sid, account, call, reason, at, done_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid) DO UPDATE SET
        call = coalesce(call, excluded.call), reason = iif(done_at IS NULL, excluded.reason, reason),
        done_at = coalesce(done_at, excluded.done_at), next_at = NULL, trouble = NULL`),
    forgetText: db.prepare(`
      UPDATE callbacks SET parameters = json_remove(parameters, '$.TranscriptionText')
      WHERE sid = ? AND kind = 'transcription' AND json_extract(parameters, '$.RecordingSid') = ?`),
    forgetMessage: db.prepare('DELETE FROM voicemails WHERE recording = ?'),
    postpone: db.prepare(
      'UPDATE recording_deletions SET attempts = attempts + 1, trouble = ?, next_at = ? WHERE sid = ? AND done_at IS NULL',
    ),
    withdraw: db.prepare("DELETE FROM recording_deletions WHERE sid = ? AND reason = 'asked' AND done_at IS NULL"),
    withdrawAll: db.prepare<[DeletionReason]>('DELETE FROM recording_deletions WHERE reason = ? AND done_at IS NULL'),
    tally: db.prepare<[string, string], { deleted: number; waiting: number; trouble: string | null }>(`
      SELECT count(done_at) AS deleted, count(next_at) AS waiting, (
        SELECT trouble FROM recording_deletions
        WHERE account = ? AND reason = 'retention' AND next_at IS NOT NULL AND trouble IS NOT NULL ORDER BY next_at DESC LIMIT 1
      ) AS trouble
      FROM recording_deletions WHERE account = ? AND reason = 'retention'`),
  };
}

interface CallRow {
  readonly sid: string;
  readonly flow: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly results: string | null;
}

interface CallbackRow {
  readonly sid: string;
  readonly kind: 'recording' | 'transcription';
  readonly block: string | null;
  readonly parameters: string;
}

type Growing = Omit<RecordingOrigin, 'callbacks'> & { readonly callbacks: RecordingOrigin['callbacks'][number][] };

function originOf({ flow, version, from, to, results }: CallRow): Growing {
  return { flow, version, from, to, callbacks: [], results: results === null ? {} : JSON.parse(results) };
}
