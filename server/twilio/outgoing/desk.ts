import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type {
  NewOutgoingCall,
  NewOutgoingList,
  NewOutgoingSettings,
  OutgoingCallListView,
  OutgoingCallQuery,
  OutgoingCallView,
  OutgoingCheck,
  OutgoingListView,
  OutgoingSettingsView,
} from '../../../shared/api/outgoing.ts';
import type { Job } from '../../job.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingItem, OutgoingListRecord, OutgoingStore } from '../../store/outgoing.ts';
import type { FlowStore, SettingsStore } from '../../store/store.ts';
import { tokenSource } from '../../webhooks/tokens.ts';
import { Breath } from './breath.ts';
import { Caller } from './caller.ts';
import { callerIds } from './caller-ids.ts';
import { Checker } from './checker.ts';
import { isTimezone } from './hours.ts';
import { outgoingLimits } from './limits.ts';
import { numberJudge } from './numbers.ts';
import type { Placed } from './place.ts';
import { reportOf } from './report.ts';
import { type ReadRows, readRows } from './rows.ts';
import { callView, listView } from './views.ts';
import { draftToCall, publishedToCall, variablesFor } from './what.ts';

/** Calls that go out: one by one, or a list of them. */
export interface OutgoingDesk {
  /** @throws ApiFailure 404, 409, 422, 429 or 502 */
  placeCall(call: NewOutgoingCall, key: string | undefined): Promise<OutgoingCallView>;
  calls(query: OutgoingCallQuery): Promise<OutgoingCallListView>;
  call(id: string): Promise<OutgoingCallView>;
  callAgain(id: string): Promise<OutgoingCallView>;
  checkList(list: NewOutgoingList): Promise<OutgoingCheck>;
  createList(list: NewOutgoingList, key: string | undefined): Promise<OutgoingListView>;
  lists(): Promise<readonly OutgoingListView[]>;
  list(id: string): Promise<OutgoingListView>;
  pause(id: string): Promise<OutgoingListView>;
  resume(id: string): Promise<OutgoingListView>;
  cancel(id: string): Promise<OutgoingListView>;
  /** CSV, piece by piece. */
  report(id: string): Promise<{ readonly name: string; readonly pieces: AsyncIterable<string> }>;
  settings(): Promise<OutgoingSettingsView>;
  setSettings(settings: NewOutgoingSettings): Promise<OutgoingSettingsView>;
  /** To be called when something new was heard of a call. */
  onNews(): void;
  readonly jobs: readonly Job[];
}

export interface OutgoingDeskDeps {
  readonly client: () => Promise<Twilio>;
  readonly publicUrl: () => string | null;
  readonly outgoing: OutgoingStore;
  readonly flows: FlowStore;
  readonly settings: SettingsStore;
  readonly now: () => number;
  readonly log: Logger;
}

export function createOutgoingDesk(deps: OutgoingDeskDeps): OutgoingDesk {
  return new Desk(deps);
}

class Desk implements OutgoingDesk {
  readonly jobs: readonly Job[];
  readonly #deps: OutgoingDeskDeps;
  readonly #callerIds: ReturnType<typeof callerIds>;
  readonly #limits: ReturnType<typeof outgoingLimits>;
  readonly #caller: Caller;
  readonly #newId = tokenSource();

  constructor(deps: OutgoingDeskDeps) {
    this.#deps = deps;
    this.#callerIds = callerIds(deps.client, deps.now);
    this.#limits = outgoingLimits(deps.settings, this.#callerIds);
    this.#caller = new Caller({ ...deps, limits: this.#limits });
    const checker = new Checker({ ...deps, onNews: () => this.onNews() });
    this.jobs = [this.#caller, checker];
  }

  onNews(): void {
    this.#caller.wake();
  }

  async placeCall(call: NewOutgoingCall, key: string | undefined): Promise<OutgoingCallView> {
    const { outgoing, flows, now } = this.#deps;
    const request = hashOf(call);
    const before = await this.#madeBefore(key, request, 'call');
    if (before) return this.#onlyCall(before);
    const ready = await (call.draft ? draftToCall(flows, call.flow, now()) : publishedToCall(flows, call.flow));
    const variables = variablesFor(ready.document, call.variables ?? {});
    await this.#requireReachable(call.from);
    const judged = (await numberJudge())(call.to, await this.#limits.countries());
    if (!judged.ok) throw unusable('$.to', judged.code, judged.message);
    await this.#requireCallsLeft();
    await this.#caller.slot();
    const settings = { concurrency: 1, callsPerSecond: 1, options: call.options ?? {} };
    const record = {
      ...this.#record(call, ready.version, key, request),
      kind: 'call' as const,
      name: '',
      settings,
      bad: 0,
    };
    const item = await outgoing.addCall(record, { id: this.#newId(), line: null, to: judged.number, variables }, now());
    if (!item) return this.#onlyCall((await this.#madeBefore(key, request, 'call')) as OutgoingListRecord);
    const placed = await this.#caller.place(item);
    if (placed.kind !== 'placed' && placed.kind !== 'uncertain') throw notPlaced(placed);
    const view = await this.call(item.id);
    return placed.kind === 'uncertain'
      ? { ...view, reason: `${placed.reason} Whether it was placed is being found out.` }
      : view;
  }

  async calls({ list, state, limit, after }: OutgoingCallQuery): Promise<OutgoingCallListView> {
    const { outgoing } = this.#deps;
    if (list !== undefined) await this.#find(list);
    const from = after === undefined ? undefined : Number(after);
    const some = state === undefined ? {} : { state };
    const found =
      list === undefined
        ? await outgoing.calls({ ...some, ...(from === undefined ? {} : { before: from }), limit })
        : await outgoing.items({ list, ...some, ...(from === undefined ? {} : { after: from }), limit });
    const last = found.length === limit ? found.at(-1) : undefined;
    return { calls: found.map(callView), next: last ? String(last.seq) : null };
  }

  async call(id: string): Promise<OutgoingCallView> {
    return callView(await this.#findCall(id));
  }

  async callAgain(id: string): Promise<OutgoingCallView> {
    const item = await this.#findCall(id);
    if (item.kind !== 'list' || item.status === 'canceled' || !(await this.#deps.outgoing.again(id))) {
      const message =
        'Only a call of a list that was not canceled, and of which nobody knows what became, is called again.';
      throw new ApiFailure(409, 'not-unknown', message);
    }
    this.#caller.wake();
    return this.call(id);
  }

  async checkList(list: NewOutgoingList): Promise<OutgoingCheck> {
    return (await this.#read(list)).rows.check;
  }

  async createList(list: NewOutgoingList, key: string | undefined): Promise<OutgoingListView> {
    const { outgoing } = this.#deps;
    const request = hashOf(list);
    const before = await this.#madeBefore(key, request, 'list');
    if (before) return this.#view(before);
    const { rows, version } = await this.#read(list);
    requireGood(rows, list.skipBad === true);
    const { concurrency, callsPerSecond, hours, options = {}, name = list.flow } = list;
    const settings = { concurrency, callsPerSecond, options, ...(hours ? { hours } : {}) };
    const record = {
      ...this.#record(list, version, key, request),
      kind: 'list' as const,
      name,
      settings,
      bad: rows.check.badTotal,
    };
    if (!(await outgoing.addList(record))) {
      return this.#view((await this.#madeBefore(key, request, 'list')) as OutgoingListRecord);
    }
    await this.#store(record.id, rows);
    const opened = await outgoing.open(record.id, list.paused ? 'paused' : 'running');
    this.#caller.wake();
    return this.#view(opened);
  }

  async lists(): Promise<readonly OutgoingListView[]> {
    return Promise.all((await this.#deps.outgoing.lists()).map((list) => this.#view(list)));
  }

  async list(id: string): Promise<OutgoingListView> {
    return this.#view(await this.#find(id));
  }

  pause(id: string): Promise<OutgoingListView> {
    return this.#move(id, 'paused');
  }

  async resume(id: string): Promise<OutgoingListView> {
    const list = await this.#find(id);
    await this.#requireReachable(list.from);
    this.#caller.retry(id);
    return this.#move(id, 'running');
  }

  cancel(id: string): Promise<OutgoingListView> {
    return this.#move(id, 'canceled');
  }

  async report(id: string): Promise<{ name: string; pieces: AsyncIterable<string> }> {
    const { name } = await this.#find(id);
    return { name, pieces: reportOf(this.#deps.outgoing, id) };
  }

  async settings(): Promise<OutgoingSettingsView> {
    const { outgoing, now } = this.#deps;
    const [limits, callsToday] = await Promise.all([this.#limits.get(), outgoing.callsToday(now())]);
    // Without credentials there are no numbers, and no calls either.
    const allowed = await this.#limits.countries().catch(() => []);
    return { ...limits, allowed: [...allowed], callsToday };
  }

  async setSettings(settings: NewOutgoingSettings): Promise<OutgoingSettingsView> {
    await this.#limits.set(settings);
    this.#caller.wake();
    return this.settings();
  }

  async #read(list: NewOutgoingList): Promise<{ rows: ReadRows; version: number }> {
    if (list.hours && !isTimezone(list.hours.timezone)) {
      const message = `"${list.hours.timezone}" is no time zone; expected a name such as America/New_York.`;
      throw unusable('$.hours.timezone', 'bad-timezone', message);
    }
    const { document, version } = await publishedToCall(this.#deps.flows, list.flow);
    await this.#requireReachable(list.from);
    const [judge, allowed] = await Promise.all([numberJudge(), this.#limits.countries()]);
    return { rows: await readRows(list, { declared: document.variables, judge, allowed }), version };
  }

  async #store(id: string, { good }: ReadRows): Promise<void> {
    const { outgoing } = this.#deps;
    const record = (await outgoing.list(id)) as OutgoingListRecord;
    const breath = new Breath();
    try {
      for (let at = 0; at < good.length; at += STORED_AT_ONCE) {
        const some = good.slice(at, at + STORED_AT_ONCE).map((row) => ({ id: this.#newId(), ...row }));
        await outgoing.addItems(record, some);
        await breath.take();
      }
    } catch (error) {
      while (await outgoing.unload(id)) await breath.take();
      throw error;
    }
  }

  #record({ flow, from }: { flow: string; from: string }, version: number, key: string | undefined, request: string) {
    return { id: this.#newId(), key: key ?? null, request, flow, version, from, createdAt: this.#deps.now() };
  }

  /** What this idempotency key made before. @throws ApiFailure 409 where it came with another request */
  async #madeBefore(key: string | undefined, request: string, kind: 'call' | 'list') {
    const before = key === undefined ? undefined : await this.#deps.outgoing.byKey(key);
    if (!before) return undefined;
    if (before.request !== request || before.kind !== kind) {
      throw new ApiFailure(409, 'key-reused', 'This idempotency key came with another request before. Use a new one.');
    }
    if (before.status === 'loading') {
      throw new ApiFailure(
        409,
        'still-loading',
        'The list of this idempotency key is being stored. Ask again in a moment.',
      );
    }
    return before;
  }

  async #onlyCall({ id }: OutgoingListRecord): Promise<OutgoingCallView> {
    const [item] = await this.#deps.outgoing.items({ list: id, limit: 1 });
    return callView(item as OutgoingItem);
  }

  async #requireReachable(from: string): Promise<void> {
    if (this.#deps.publicUrl() === null) {
      const message =
        'Patchcord does not know its public address, so Twilio could not reach it. Enter it in Settings or set PUBLIC_BASE_URL.';
      throw new ApiFailure(409, 'no-public-url', message);
    }
    await this.#callerIds.require(from);
  }

  async #requireCallsLeft(): Promise<void> {
    const { outgoing, now } = this.#deps;
    const { callsPerDay } = await this.#limits.get();
    if ((await outgoing.callsToday(now())) < callsPerDay) return;
    const message = `${callsPerDay} calls were placed today (UTC); no more are allowed a day. The settings of outgoing calls say how many.`;
    throw new ApiFailure(429, 'daily-cap', message);
  }

  async #move(id: string, to: 'running' | 'paused' | 'canceled'): Promise<OutgoingListView> {
    const { outgoing, now } = this.#deps;
    const { status } = await this.#find(id);
    if (status === 'canceled' || status === 'done') {
      if (status !== to) throw new ApiFailure(409, 'list-over', `The list is ${status}.`);
    } else await outgoing.setStatus(id, to, null, now());
    this.#caller.wake();
    return this.list(id);
  }

  async #view(list: OutgoingListRecord): Promise<OutgoingListView> {
    return listView(list, await this.#deps.outgoing.counts(list.id), this.#caller.waits(list.id));
  }

  async #find(id: string): Promise<OutgoingListRecord> {
    const list = await this.#deps.outgoing.list(id);
    if (list?.kind === 'list' && list.status !== 'loading') return list;
    throw new ApiFailure(404, 'no-such-list', `There is no list of outgoing calls "${id}".`);
  }

  async #findCall(id: string): Promise<OutgoingItem> {
    const item = await this.#deps.outgoing.item(id);
    if (item) return item;
    throw new ApiFailure(404, 'no-such-call', `There is no outgoing call "${id}".`);
  }
}

/** Rows stored in one transaction; callers wait meanwhile. */
const STORED_AT_ONCE = 100;

/** A CSV may be large, so it is taken as it is. */
function hashOf({ idempotencyKey: _key, ...request }: NewOutgoingCall | NewOutgoingList): string {
  const { csv = '', ...rest } = 'csv' in request ? request : { ...request, csv: '' };
  return createHash('sha256').update(JSON.stringify(rest)).update(csv).digest('base64url');
}

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

function unusable(path: string, code: string, message: string): ApiFailure {
  return new ApiFailure(422, code, message, { problems: [{ path, message, code }] });
}

function notPlaced(placed: Exclude<Placed, { kind: 'placed' | 'uncertain' }>): ApiFailure {
  const code = { refused: 'twilio-refused', later: 'twilio-busy', stop: 'twilio-refused-account' }[placed.kind];
  return new ApiFailure(502, code, `The call was not placed. ${placed.reason}`);
}
