import type { Database } from 'better-sqlite3';
import type { CallbackRecord } from '../store.ts';
import type { Voicemail, VoicemailQuery, VoicemailStore } from '../voicemails.ts';
import type { GroupCommit } from './group-commit.ts';

/** Messages that callers left, in SQLite. */
export function voicemailStore(db: Database, commits: GroupCommit): VoicemailStore {
  const sql = statements(db);
  const hear = voicemailNews(db);
  const mark = db.transaction((recordings: readonly string[], heardAt: number | null) =>
    recordings.reduce((count, recording) => count + sql.mark.run(heardAt, recording).changes, 0),
  );
  return {
    add: ({ notice, transcribed, environment = null, ...message }) =>
      commits.add(() => {
        const kept = { transcribed: transcribed ? 1 : 0, notice: notice ? JSON.stringify(notice) : null };
        const row = { ...message, ...kept, environment };
        if (sql.add.run(row).changes === 0) return;
        // Twilio may have told of it before.
        for (const { kind, parameters } of sql.told.all(message.call)) hear(kind, JSON.parse(parameters));
      }),
    get: async (recording) => voicemail(sql.get.get(recording)),
    list: async (query) => listed(db, query),
    countNew: async () => sql.countNew.get() ?? 0,
    boxes: async () => sql.boxes.all(),
    mark: async (recordings, heardAt) => mark.immediate(recordings, heardAt),
    lose: async (recording) => {
      sql.lose.run(recording);
    },
    toTell: async (now, limit) => sql.toTell.all(now, limit).flatMap((row) => voicemail(row) ?? []),
    told: (recording, told) => commits.add(() => void sql.tell.run(JSON.stringify(told), recording)),
  };
}

/** Takes in what Twilio tells of recordings; what belongs to no message changes nothing. */
export function voicemailNews(db: Database): (kind: CallbackRecord['kind'], parameters: Parameters) => void {
  const sound = db.prepare(`
    UPDATE voicemails SET sound = ?, seconds = coalesce(?, seconds), tell_by = iif(? = 'absent', NULL, tell_by)
    WHERE recording = ? AND sound IS NOT 'gone'`);
  const written = db.prepare('UPDATE voicemails SET written = ? WHERE recording = ?');
  return (kind, { RecordingSid, RecordingStatus, RecordingDuration, TranscriptionStatus, TranscriptionText = '' }) => {
    if (RecordingSid === undefined) return;
    if (kind === 'recording' && (RecordingStatus === 'completed' || RecordingStatus === 'absent')) {
      const seconds = /^\d+$/.test(RecordingDuration ?? '') ? Number(RecordingDuration) : null;
      sound.run(RecordingStatus, seconds, RecordingStatus, RecordingSid);
    }
    if (kind === 'transcription')
      written.run(TranscriptionStatus === 'completed' ? TranscriptionText : '', RecordingSid);
  };
}

type Parameters = Readonly<Record<string, string>>;

const COLUMNS = `recording, url, call, flow, environment, block, visit, box, caller AS "from", called AS "to", at, seconds, heard_at AS heardAt,
  sound, transcribed, written, notice, tell_by AS tellBy, told`;

function statements(db: Database) {
  return {
    add: db.prepare(`
      INSERT INTO voicemails
        (recording, url, call, flow, environment, block, visit, box, caller, called, at, seconds, transcribed, notice, tell_by)
      SELECT @recording, @url, @call, @flow, @environment, @block, @visit, @box, @from, @to, @at, @seconds, @transcribed, @notice, @tellBy
      WHERE NOT EXISTS (SELECT 1 FROM recording_deletions WHERE sid = @recording AND done_at IS NOT NULL)
      ON CONFLICT (recording) DO NOTHING`),
    told: db.prepare<[string], { kind: 'recording' | 'transcription'; parameters: string }>(
      "SELECT kind, parameters FROM callbacks WHERE sid = ? AND kind IN ('recording', 'transcription') ORDER BY at, rowid",
    ),
    get: db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM voicemails WHERE recording = ?`),
    countNew: db.prepare<[], number>('SELECT count(*) FROM voicemails WHERE heard_at IS NULL').pluck(),
    boxes: db.prepare<[], string>('SELECT DISTINCT box FROM voicemails ORDER BY box').pluck(),
    mark: db.prepare('UPDATE voicemails SET heard_at = ? WHERE recording = ?'),
    lose: db.prepare("UPDATE voicemails SET sound = 'gone' WHERE recording = ?"),
    toTell: db.prepare<[number, number], Row>(`
      SELECT ${COLUMNS} FROM voicemails
      WHERE tell_by IS NOT NULL
        AND (tell_by <= ? OR (sound = 'completed' AND (written IS NOT NULL OR NOT json_extract(notice, '$.waits'))))
      ORDER BY tell_by LIMIT ?`),
    tell: db.prepare('UPDATE voicemails SET told = ?, tell_by = NULL WHERE recording = ?'),
  };
}

function listed(db: Database, { box, flow, state, search = '', after, limit }: VoicemailQuery): readonly Voicemail[] {
  const digits = search.replace(/\D/g, '');
  const conditions: readonly (readonly [string, readonly unknown[]] | undefined)[] = [
    box === undefined ? undefined : ['box = ?', [box]],
    flow === undefined ? undefined : ['flow = ?', [flow]],
    state === undefined ? undefined : [`heard_at IS ${state === 'new' ? 'NULL' : 'NOT NULL'}`, []],
    search === ''
      ? undefined
      : [
          "(instr(lower(coalesce(written, '')), lower(?)) > 0 OR instr(caller, ?) > 0 OR (? <> '' AND instr(caller, ?) > 0))",
          [search, search, digits.length < 3 ? '' : digits, digits],
        ],
    after === undefined ? undefined : ['(at, recording) < (?, ?)', [after.at, after.recording]],
  ];
  const given = conditions.flatMap((one) => (one ? [one] : []));
  const where = ['TRUE', ...given.map(([condition]) => condition)].join(' AND ');
  return db
    .prepare<unknown[], Row>(
      `SELECT ${COLUMNS} FROM voicemails WHERE ${where} ORDER BY at DESC, recording DESC LIMIT ?`,
    )
    .all(...given.flatMap(([, values]) => values), limit)
    .flatMap((row) => voicemail(row) ?? []);
}

type Row = Omit<Voicemail, 'environment' | 'transcribed' | 'notice' | 'told'> & {
  readonly environment: string | null;
  readonly transcribed: 0 | 1;
  readonly notice: string | null;
  readonly told: string | null;
};

function voicemail(row: Row | undefined): Voicemail | undefined {
  if (!row) return undefined;
  return {
    ...row,
    environment: row.environment ?? undefined,
    transcribed: row.transcribed === 1,
    notice: row.notice === null ? undefined : JSON.parse(row.notice),
    told: row.told === null ? null : JSON.parse(row.told),
  };
}
