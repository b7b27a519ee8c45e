import type {
  NewOutgoingList,
  OutgoingCheck,
  OutgoingListQuery,
  OutgoingListView,
} from '../../../shared/api/outgoing.ts';
import { timeZoneProblem } from '../../../shared/time/zone.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { OutgoingListRecord, OutgoingStore } from '../../store/outgoing.ts';
import type { FlowStore } from '../../store/store.ts';
import { Breath } from './breath.ts';
import type { Caller } from './caller.ts';
import { keyedRequest, madeBefore } from './keys.ts';
import type { OutgoingLimits } from './limits.ts';
import { type Needs, unusable } from './needs.ts';
import { numberJudge } from './numbers.ts';
import { reportOf } from './report.ts';
import { type ReadRows, readRows } from './rows.ts';
import { listView } from './views.ts';
import { calledFlow, publishedToCall } from './what.ts';

export interface ListDeskDeps {
  readonly outgoing: OutgoingStore;
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
  readonly limits: OutgoingLimits;
  readonly needs: Needs;
  readonly caller: Caller;
  readonly newId: () => string;
  readonly now: () => number;
}

/** Lists of calls: read, begun, held and told of. Whom they call when is the caller's business. */
export class ListDesk {
  readonly #deps: ListDeskDeps;

  constructor(deps: ListDeskDeps) {
    this.#deps = deps;
  }

  /** @throws ApiFailure 404, 409, 422 or 502 */
  async check(list: NewOutgoingList): Promise<OutgoingCheck> {
    return (await this.#read(list)).rows.check;
  }

  /** @throws ApiFailure 404, 409, 422 or 502 */
  async create(list: NewOutgoingList, key: string | undefined): Promise<OutgoingListView> {
    const { outgoing, caller, newId, now } = this.#deps;
    const keyed = keyedRequest('list', list, key);
    const before = await madeBefore(outgoing, keyed);
    if (before) return this.#view(before);
    const { rows, version } = await this.#read(list);
    requireGood(rows, list.skipBad === true);
    const { flow, from, concurrency, callsPerSecond, hours, options = {}, name = flow } = list;
    const settings = { concurrency, callsPerSecond, options, ...(hours ? { hours } : {}) };
    const bad = rows.check.badTotal;
    const record = { id: newId(), ...keyed, name, ...calledFlow(list), version, from, settings, bad, createdAt: now() };
    if (!(await outgoing.addList(record))) {
      return this.#view((await madeBefore(outgoing, keyed)) as OutgoingListRecord);
    }
    await this.#store(record.id, rows);
    const opened = await outgoing.open(record.id, list.paused ? 'paused' : 'running');
    caller.wake();
    return this.#view(opened);
  }

  async all({ kind }: OutgoingListQuery): Promise<readonly OutgoingListView[]> {
    return Promise.all((await this.#deps.outgoing.lists(kind)).map((list) => this.#view(list)));
  }

  /** @throws ApiFailure 404 */
  async get(id: string): Promise<OutgoingListView> {
    return this.#view(await this.#find(id));
  }

  /** @throws ApiFailure 404, 409 */
  pause(id: string): Promise<OutgoingListView> {
    return this.#move(id, 'paused');
  }

  /** @throws ApiFailure 404, 409, 422, 502 */
  async resume(id: string): Promise<OutgoingListView> {
    await this.#deps.needs.caller((await this.#find(id)).from);
    this.#deps.caller.retry(id);
    return this.#move(id, 'running');
  }

  /** @throws ApiFailure 404, 409 */
  cancel(id: string): Promise<OutgoingListView> {
    return this.#move(id, 'canceled');
  }

  /** CSV, piece by piece. @throws ApiFailure 404 */
  async report(id: string): Promise<{ readonly name: string; readonly pieces: AsyncIterable<string> }> {
    const { name } = await this.#find(id);
    return { name, pieces: reportOf(this.#deps.outgoing, id) };
  }

  async #read(list: NewOutgoingList): Promise<{ rows: ReadRows; version: number }> {
    const { limits, needs } = this.#deps;
    const problem = list.hours && timeZoneProblem(list.hours.timezone);
    if (problem !== undefined) throw unusable('$.hours.timezone', 'bad-timezone', problem);
    const { document, version } = await publishedToCall(this.#deps, list);
    await needs.caller(list.from);
    const [judge, allowed] = await Promise.all([numberJudge(), limits.countries()]);
    return { rows: await readRows(list, { declared: document.variables, judge, allowed }), version };
  }

  async #store(id: string, { good }: ReadRows): Promise<void> {
    const { outgoing, newId } = this.#deps;
    const record = (await outgoing.list(id)) as OutgoingListRecord;
    const breath = new Breath();
    try {
      for (let at = 0; at < good.length; at += STORED_AT_ONCE) {
        const some = good.slice(at, at + STORED_AT_ONCE).map((row) => ({ id: newId(), ...row }));
        await outgoing.addItems(record, some);
        await breath.take();
      }
    } catch (error) {
      while (await outgoing.unload(id)) await breath.take();
      throw error;
    }
  }

  async #move(id: string, to: 'running' | 'paused' | 'canceled'): Promise<OutgoingListView> {
    const { outgoing, caller, now } = this.#deps;
    await this.#find(id);
    if (!(await outgoing.move(id, to, now()))) {
      const { status } = await this.#find(id);
      if (status !== to) throw new ApiFailure(409, 'list-over', `The list is ${status}.`);
    }
    caller.wake();
    return this.get(id);
  }

  async #view(list: OutgoingListRecord): Promise<OutgoingListView> {
    return listView(list, await this.#deps.outgoing.counts(list.id), this.#deps.caller.waits(list.id));
  }

  async #find(id: string): Promise<OutgoingListRecord> {
    const list = await this.#deps.outgoing.list(id);
    if (list && list.kind !== 'call' && list.status !== 'loading') return list;
    throw new ApiFailure(404, 'no-such-list', `There is no list of outgoing calls "${id}".`);
  }
}

/** Rows stored in one transaction; callers wait meanwhile. */
const STORED_AT_ONCE = 100;

function requireGood({ check, good }: ReadRows, skipBad: boolean): void {
  if (check.badTotal > 0 && !skipBad) {
    const rows = check.badTotal === 1 ? 'A row is' : `${check.badTotal} rows are`;
    const problems = check.bad.map(({ line, column, code, message }) => ({
      path: `line ${line}${column === null ? '' : `, ${column}`}`,
      message,
      code,
    }));
    const message = `${rows} bad, so nobody is called. Mend the CSV, or say skipBad to call the others.`;
    throw new ApiFailure(422, 'bad-rows', message, { problems });
  }
  if (good.length === 0) throw unusable('$.csv', 'no-rows', 'No row can be called.');
}
