import type { Database } from 'better-sqlite3';
import type { Effect, Outcome } from '../../../shared/effect.ts';
import type { EffectPlace } from '../../../shared/engine/types.ts';
import { sealedText } from '../../../shared/template/sealed.ts';
import type { EffectCount, EffectRecord, EffectStore } from '../store.ts';
import type { GroupCommit } from './group-commit.ts';

/** Effects in SQLite; begun and settled in the transactions that turns share. */
export function effectStore(db: Database, commits: GroupCommit): EffectStore {
  const columns = 'id, sid, block, visit, flow, environment, effect, at, outcome, reference';
  const select = (where: string) => `SELECT ${columns} FROM effects WHERE ${where}`;
  const findInCall = db.prepare<[string, string, string], Row>(select('sid = ? AND block = ? AND visit = ?'));
  const findInFlow = db.prepare<[string, string, string], Row>(select('flow = ? AND block = ? AND visit = ?'));
  const find = ({ channel, sid, flow, block, visit }: EffectPlace) =>
    channel === 'voice' ? findInCall.get(sid, block, visit) : findInFlow.get(flow, block, visit);
  const byId = db.prepare<[string], Row>(select('id = ?'));
  const list = db.prepare<[string], Row>(`${select('sid = ?')} ORDER BY at, rowid`);
  const begin = db.prepare(`
    INSERT INTO effects (id, sid, block, visit, flow, environment, kind, target, effect, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const settle = db.prepare(
    'UPDATE effects SET outcome = ?, refused = ?, reference = coalesce(reference, ?) WHERE id = ?',
  );
  const refer = db.prepare('UPDATE effects SET reference = ? WHERE id = ?');
  const mistaken = db.prepare('UPDATE effects SET reference = NULL WHERE reference = ? AND id <> ?');
  const known = db.prepare<[string, string]>('SELECT 1 FROM effects WHERE reference = ? AND id <> ?');
  const counts = new Map<string, ReturnType<typeof countBy>>();
  const countBy = (names: readonly string[]) =>
    db
      .prepare<unknown[], number>(
        `SELECT count(*) FROM effects WHERE kind = ? AND at >= ? AND refused = 0 ${names.map((name) => `AND ${name} = ?`).join(' ')}`,
      )
      .pluck();

  const count = ({ kind, since, ...by }: EffectCount): number => {
    const entries = Object.entries(by).filter(([, value]) => value !== undefined);
    const names = entries.map(([name]) => name);
    const key = names.join();
    const statement = counts.get(key) ?? countBy(names);
    counts.set(key, statement);
    return statement.get(kind, since, ...entries.map(([, value]) => value)) ?? 0;
  };

  return {
    find: (place) => record(find(place)),
    byId: (id) => record(byId.get(id)),
    begin: async (wanted, caps) => {
      let begun: Awaited<ReturnType<EffectStore['begin']>> = 'taken';
      await commits.add(() => {
        if (find(wanted)) return;
        const reached = caps.find(({ counted, most }) => count(counted) >= most);
        begun = reached ?? 'begun';
        if (reached) return;
        const { id, sid, block, visit, flow, environment = null, effect, at } = wanted;
        begin.run(id, sid, block, visit, flow, environment, effect.kind, targetOf(effect), JSON.stringify(effect), at);
      });
      return begun;
    },
    settle: (id, outcome) =>
      commits.add(() => {
        const reference = outcome.kind === 'message' && outcome.result === 'accepted' ? outcome.sid : null;
        settle.run(JSON.stringify(outcome), outcome.result === 'refused' ? 1 : 0, reference, id);
        if (reference !== null) mistaken.run(reference, id);
      }),
    refer: (id, reference) =>
      commits.add(() => {
        refer.run(reference, id);
        mistaken.run(reference, id);
      }),
    claim: async (id, reference) => {
      let claimed = false;
      await commits.add(() => {
        claimed = known.get(reference, id) === undefined;
        if (claimed) refer.run(reference, id);
      });
      return claimed;
    },
    count,
    list: async (sid) => list.all(sid).flatMap((row) => record(row) ?? []),
  };
}

interface Row extends Omit<EffectRecord, 'environment' | 'effect' | 'outcome' | 'reference'> {
  readonly environment: string | null;
  readonly effect: string;
  readonly outcome: string | null;
  readonly reference: string | null;
}

function record(row: Row | undefined): EffectRecord | undefined {
  if (!row) return undefined;
  return {
    ...row,
    environment: row.environment ?? undefined,
    effect: JSON.parse(row.effect) as Effect,
    outcome: row.outcome === null ? undefined : (JSON.parse(row.outcome) as Outcome),
    reference: row.reference ?? undefined,
  };
}

function targetOf(effect: Effect): string {
  if (effect.kind === 'message') return effect.form.To;
  if (effect.kind === 'callback') return effect.to;
  return effect.kind === 'http' ? sealedText(effect.url) : '';
}
