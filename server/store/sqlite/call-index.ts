import type { Database } from 'better-sqlite3';
import type { GroupCommit } from './group-commit.ts';

/** Finds the rows of calls by their sids, of which there is one each. */
export interface CallIndex {
  /** @returns the call's row, or undefined where there is none */
  find(sid: string): number | undefined;
  /**
   * Takes in a call, within the transaction that inserts it.
   *
   * @param insert inserts the call and returns its row
   * @throws KnownCall where there is a call with this sid; then nothing was inserted
   */
  add(sid: string, insert: () => number): number;
  /** To be called once the transaction that took in a call has ended, with its error if it failed. */
  settled(error: unknown): void;
}

/** There is such a call already: this process or another one has taken it in. */
export class KnownCall extends Error {
  override readonly name = 'KnownCall';
  constructor(sid: string) {
    super(`There is a call ${sid} already.`);
  }
}

/**
 * Sids are random: an index of them takes in each call on a page of its own, and those pages were half of what a commit wrote.
 * So young calls are found in memory; as their rows are the last of the table, the start reads them from there. When there are
 * many they go into the table `call_sids` in the order of their sids, a slice at a time, and each page then takes in several.
 *
 * Another process may add calls to the same file. Rows count up without gaps, so a gap tells of its calls.
 *
 * @param size how many calls are young; a hundred bytes each
 */
export function callIndex(db: Database, commits: GroupCommit, size = 16_384): CallIndex {
  const sql = statements(db);
  const young = new Map<string, number>();
  let last = 0;
  let stale = true;
  let move: Move | undefined;
  let sinceSlice = 0;
  let writing = false;

  function refresh(): void {
    if (stale) {
      young.clear();
      last = sql.upTo.get() ?? 0;
      stale = false;
    }
    for (const { id, sid } of sql.after.all(last)) {
      young.set(sid, id);
      last = id;
    }
  }

  function add(sid: string, insert: () => number): number {
    if (stale) refresh();
    if (young.has(sid) || sql.call.get(sid) !== undefined) throw new KnownCall(sid);
    const id = insert();
    if (id !== last + 1) {
      sql.remove.run(id);
      refresh();
      return add(sid, insert);
    }
    young.set(sid, id);
    last = id;
    return id;
  }

  function moveSlice(): void {
    sinceSlice = 0;
    writing = true;
    if (stale) refresh();
    move ??= { sids: [...young.keys()].sort(), upTo: last };
    const { sids, upTo } = move;
    const slice = sids.splice(-SLICE).map((sid) => [sid, young.get(sid)] as const);
    const write = (): void => {
      for (const [sid, id] of slice) sql.addSid.run(sid, id);
      if (sids.length === 0) sql.setUpTo.run(upTo);
    };
    const written = (error?: unknown): void => {
      writing = false;
      if (error !== undefined) sids.push(...slice.map(([sid]) => sid));
      else for (const [sid] of slice) young.delete(sid);
      if (sids.length === 0) move = undefined;
    };
    // A failed slice is tried again with a later call; those who wait for writes of their own learn of the failure.
    commits.add(write, written).catch(() => undefined);
  }

  refresh();
  return {
    find(sid) {
      const known = stale ? undefined : (young.get(sid) ?? sql.call.get(sid));
      if (known !== undefined) return known;
      refresh();
      return young.get(sid) ?? sql.call.get(sid);
    },
    add,
    settled(error) {
      if (error !== undefined) stale ||= !(error instanceof KnownCall);
      else if (++sinceSlice >= SLICE / 4 && !writing && (move || young.size >= size)) moveSlice();
    },
  };
}

/** Calls moved with one commit; and for every fourth of as many new calls one slice, so that moving is faster than they come. */
const SLICE = 256;

interface Move {
  /** Those not yet moved. */
  readonly sids: string[];
  /** Once all are moved, every call up to this one is in the table. */
  readonly upTo: number;
}

function statements(db: Database) {
  return {
    call: db.prepare<[string], number>('SELECT call FROM call_sids WHERE sid = ?').pluck(),
    after: db.prepare<[number], { id: number; sid: string }>('SELECT id, sid FROM calls WHERE id > ? ORDER BY id'),
    remove: db.prepare<[number]>('DELETE FROM calls WHERE id = ?'),
    addSid: db.prepare<[string, number | undefined]>(
      'INSERT INTO call_sids (sid, call) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
    upTo: db.prepare<[], number>('SELECT call FROM call_sids_upto').pluck(),
    setUpTo: db.prepare<[number]>('UPDATE call_sids_upto SET call = max(call, ?)'),
  };
}
