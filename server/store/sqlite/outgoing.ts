import type { Database } from 'better-sqlite3';
import type { OutgoingState } from '../../../shared/api/outgoing.ts';
import type {
  CallNews,
  ItemQuery,
  NewOutgoingItem,
  NewOutgoingListRecord,
  OutgoingItem,
  OutgoingListRecord,
  OutgoingStore,
} from '../outgoing.ts';
import type { GroupCommit } from './group-commit.ts';
import { type ItemRow, itemOf, listOf, type OutgoingStatements, outgoingStatements } from './outgoing-rows.ts';

/** Lists and their calls in SQLite. Changes of single calls share their commit with the webhooks of the moment. */
export function outgoingStore(db: Database, commits: GroupCommit): OutgoingStore {
  const sql = outgoingStatements(db);
  const found = (id: string): OutgoingListRecord | undefined => optional(sql.list.get(id), listOf);

  const addItems = db.transaction((list: number, items: readonly NewOutgoingItem[]) => {
    for (const item of items) insertItem(sql, list, item, 'planned');
  });
  const unload = db.transaction((seq: number) => {
    const { changes } = sql.removeItems.run(seq, AT_ONCE);
    if (changes === AT_ONCE) return true;
    sql.removeList.run(seq);
    return false;
  });
  const today = (now: number): number => sql.day.get(dayOf(now)) ?? 0;
  /** @returns false where the day has as many as it may; nothing is counted then */
  const count = (now: number, most: number): boolean => {
    const may = today(now) < most;
    if (may) sql.countDay.run(dayOf(now));
    return may;
  };
  const addCall = db.transaction(
    (record: NewOutgoingListRecord, item: NewOutgoingItem, now: number, callsPerDay: number) => {
      if (record.key !== null && sql.byKey.get(record.key)) return 'key-taken';
      if (!count(now, callsPerDay)) return 'daily-cap';
      // There is nothing left to do for its list.
      insertItem(sql, insertList(sql, record, 'done') as number, item, 'planned');
      sql.intend.run({ now, id: item.id });
      return itemNamed(sql, item.id);
    },
  );

  return {
    addList: async (record) => insertList(sql, record, 'loading') !== undefined,
    addItems: async ({ seq }, items) => addItems.immediate(seq, items),
    open: async (id, status) => {
      sql.open.run(status, id);
      return found(id) as OutgoingListRecord;
    },
    addCall: async (record, item, now, callsPerDay) => addCall.immediate(record, item, now, callsPerDay),
    addCallback: async (record, item) => {
      let added = false;
      await commits.add(() => {
        const { flow, key, environment = null } = record;
        if (key !== null && sql.byKey.get(key)) return;
        if (sql.toCallBack.get({ flow, environment, to: item.to })) return;
        insertItem(sql, insertList(sql, record, 'running') as number, item, 'planned');
        added = true;
      });
      return added ? 'added' : 'already';
    },
    addTry: async (id, item, notBefore, before) => {
      let added = false;
      await commits.add(() => {
        const list = sql.tries.get(id);
        if (list?.calls !== before) return;
        insertItem(sql, list.seq, item, 'planned');
        sql.notBefore.run(notBefore, list.seq);
        added = true;
      });
      return added;
    },
    unload: async (id) => {
      const list = found(id);
      return list?.status === 'loading' && unload.immediate(list.seq);
    },

    list: async (id) => found(id),
    byKey: async (key) => optional(sql.byKey.get(key), listOf),
    lists: async (kind) => sql.lists.all(kind).map(listOf),
    withStatus: async (status) => sql.withStatus.all(status).map(listOf),
    openIn: async (environment) => sql.openIn.all(environment).map(listOf),
    move: (id, to, now) => changes(commits, () => sql.move.run({ id, to, now })),
    halt: (id, reason) => changes(commits, () => sql.halt.run(reason, id)),
    finish: (id, now) => changes(commits, () => sql.finish.run(now, id)),
    cancelSome: async () => {
      const list = sql.toCancel.get();
      if (list === undefined) return false;
      await commits.add(() => {
        sql.cancelSome.run(list, AT_ONCE);
      });
      return true;
    },
    counts: async (id) => Object.fromEntries(sql.counts.all(id).map(({ state, calls }) => [state, calls])),
    items: async (query) => itemsOf(sql, query).map(itemOf),
    calls: async ({ before, state, limit }) =>
      sql.calls.all({ before: before ?? Number.MAX_SAFE_INTEGER, state: state ?? null, limit }).map(itemOf),
    item: async (id) => optional(sql.item.get(id), itemOf),

    take: async (list, now, callsPerDay) => {
      let id: string | undefined;
      await commits.add(() => {
        const next = sql.nextPlanned.get(list);
        if (next === undefined || !count(now, callsPerDay)) return;
        sql.intend.run({ now, id: next });
        id = next;
      });
      return id === undefined ? undefined : itemNamed(sql, id);
    },
    learn: async (id, news) => {
      let isNew = false;
      await commits.add(() => {
        isNew = learn(sql, id, news);
      });
      return isNew;
    },
    settle: (id, to, why) =>
      commits.add(() => {
        const before = sql.item.get(id);
        const may = to === 'unknown' ? ALIVE.has(before?.state ?? '') : before?.state === 'calling';
        if (!before || !may) return;
        const ended = to === 'planned' ? null : before.calledAt;
        sql.settle.run({ id, to, code: why?.code ?? null, reason: why?.reason ?? null, ended });
        if (to === 'planned' && before.calledAt !== null) sql.uncountDay.run(dayOf(before.calledAt));
      }),
    checkAt: (id, at, uncertainSince) =>
      commits.add(() => {
        sql.checkAt.run({ id, at, since: uncertainSince ?? null });
      }),
    due: async (now, limit, next) => {
      const found = sql.due.all(now, limit).map(itemOf);
      if (found.length === 0) return found;
      await commits.add(() => {
        for (const { id } of found) sql.putOff.run(next, id);
      });
      return found;
    },
    checkAll: async (now) => {
      sql.checkAll.run({ now });
    },
    again: async (id) => {
      let done = false;
      await commits.add(() => {
        done = sql.again.run(id).changes === 1;
        if (done) sql.reopen.run(id);
      });
      return done;
    },
    claimed: async (callSids) => new Set(callSids.filter((sid) => sql.byCall.get(sid) !== undefined)),

    countCall: async (now, most) => {
      let may = false;
      await commits.add(() => {
        may = count(now, most);
      });
      return may;
    },
    callsToday: async (now) => today(now),
    lastIntent: async () => sql.lastIntent.get() ?? undefined,
  };
}

const ALIVE: ReadonlySet<string> = new Set(['calling', 'placed', 'ringing', 'in-progress']);

/** Rows of a list changed in one transaction. */
const AT_ONCE = 500;

const dayOf = (time: number): number => Math.floor(time / 86_400_000);

/** What a call cost is not known at once. */
const PRICE_AFTER_MS = 5 * 60_000;

/** Later news never give way to earlier ones, in whatever order they arrive. */
const RANKS: Readonly<Record<OutgoingState, number>> = {
  planned: 0,
  unknown: 0,
  calling: 1,
  placed: 2,
  ringing: 3,
  'in-progress': 4,
  completed: 5,
  busy: 5,
  'no-answer': 5,
  failed: 5,
  canceled: 5,
};

function learn(sql: OutgoingStatements, id: string, news: CallNews): boolean {
  const before = sql.item.get(id);
  if (!before || (before.callSid !== null && before.callSid !== news.callSid)) return false;
  // What was thought of a call that nothing was heard of gives way to whatever is heard.
  const isFirst = before.callSid === null;
  const further = isFirst || RANKS[news.state] > RANKS[before.state];
  const state = further ? news.state : before.state;
  const over = RANKS[state] === 5;
  const isLate = over && !further;
  const costs = further && state === 'completed' && news.price === undefined;
  sql.learn.run({
    id,
    state,
    sid: news.callSid,
    calledAt: news.at,
    answeredAt: news.state === 'in-progress' ? news.at : null,
    endedAt: isLate ? before.endedAt : over ? news.at : null,
    duration: news.duration ?? null,
    answeredBy: news.answeredBy ?? null,
    price: news.price ?? null,
    priceUnit: news.priceUnit ?? null,
    errorCode: news.errorCode ?? (isFirst ? null : before.errorCode),
    reason: news.reason ?? (isLate ? before.reason : null),
    isLate: isLate ? 1 : 0,
    checkAt: over ? (costs ? news.at + PRICE_AFTER_MS : null) : (news.checkAt ?? null),
  });
  return further;
}

/** @returns whether the statement changed anything */
async function changes(commits: GroupCommit, run: () => { readonly changes: number }): Promise<boolean> {
  let changed = false;
  await commits.add(() => {
    changed = run().changes > 0;
  });
  return changed;
}

/** @returns the list's row, or undefined if its key is taken */
function insertList(sql: OutgoingStatements, record: NewOutgoingListRecord, status: string): number | undefined {
  const { settings, environment = null, ...rest } = record;
  const { changes, lastInsertRowid } = sql.addList.run({
    ...rest,
    environment,
    settings: JSON.stringify(settings),
    status,
  });
  return changes === 0 ? undefined : Number(lastInsertRowid);
}

function insertItem(sql: OutgoingStatements, list: number, item: NewOutgoingItem, state: OutgoingState): void {
  sql.addItem.run(item.id, list, item.line, item.to, JSON.stringify(item.variables), state);
}

function itemNamed(sql: OutgoingStatements, id: string): OutgoingItem {
  return itemOf(sql.item.get(id) as ItemRow);
}

function itemsOf(sql: OutgoingStatements, { list, state, after = 0, limit }: ItemQuery): readonly ItemRow[] {
  return state === undefined ? sql.items.all(list, after, limit) : sql.itemsIn.all(list, state, after, limit);
}

function optional<Row, Value>(row: Row | undefined, of: (row: Row) => Value): Value | undefined {
  return row === undefined ? undefined : of(row);
}
