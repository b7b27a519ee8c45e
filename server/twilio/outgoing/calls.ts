import type {
  NewOutgoingCall,
  OutgoingCallListView,
  OutgoingCallQuery,
  OutgoingCallView,
} from '../../../shared/api/outgoing.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { OutgoingItem, OutgoingListRecord, OutgoingStore } from '../../store/outgoing.ts';
import type { FlowStore } from '../../store/store.ts';
import type { Caller } from './caller.ts';
import { keyedRequest, madeBefore } from './keys.ts';
import type { OutgoingLimits } from './limits.ts';
import { type Needs, noCallsLeft } from './needs.ts';
import type { Placed } from './place.ts';
import { callView } from './views.ts';
import { calledFlow, draftToCall, publishedToCall, variablesFor } from './what.ts';

export interface CallDeskDeps {
  readonly outgoing: OutgoingStore;
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
  readonly limits: OutgoingLimits;
  readonly needs: Needs;
  readonly caller: Caller;
  readonly newId: () => string;
  readonly now: () => number;
}

/** Single calls, and the calls of lists one by one. */
export class CallDesk {
  readonly #deps: CallDeskDeps;

  constructor(deps: CallDeskDeps) {
    this.#deps = deps;
  }

  /**
   * @param gone whoever asks went away: what Twilio was not asked for by then never is
   * @throws ApiFailure 404, 409, 422, 429, 502, or 503 while the server stops
   */
  async place(call: NewOutgoingCall, key: string | undefined, gone: AbortSignal): Promise<OutgoingCallView> {
    const { outgoing, caller, limits, newId, now } = this.#deps;
    const keyed = keyedRequest('call', call, key);
    const before = await madeBefore(outgoing, keyed);
    if (before) return this.#only(before);
    const { version, to, variables } = await this.#judge(call);
    const settings = { concurrency: 1, callsPerSecond: 1, options: call.options ?? {} };
    const { from } = call;
    const item = { id: newId(), line: null, to, variables };
    const { callsPerDay } = await limits.get();
    const placed = await caller.single(gone, async () => {
      const list = {
        id: newId(),
        ...keyed,
        name: '',
        ...calledFlow(call),
        version,
        from,
        settings,
        bad: 0,
        createdAt: now(),
      };
      const added = await outgoing.addCall(list, item, now(), callsPerDay);
      return typeof added === 'string' ? added : caller.place(added);
    });
    if (placed === 'key-taken') return this.#only((await madeBefore(outgoing, keyed)) as OutgoingListRecord);
    if (placed === 'daily-cap') throw noCallsLeft(callsPerDay);
    if (placed.kind === 'placed') return this.get(item.id);
    if (placed.kind !== 'uncertain') throw notPlaced(placed);
    return { ...(await this.get(item.id)), reason: `${placed.reason} Whether it was placed is being found out.` };
  }

  async list({ list, state, limit, after }: OutgoingCallQuery): Promise<OutgoingCallListView> {
    const { outgoing } = this.#deps;
    if (list !== undefined && ((await outgoing.list(list))?.kind ?? 'call') === 'call') {
      throw new ApiFailure(404, 'no-such-list', `There is no list of outgoing calls "${list}".`);
    }
    const from = after === undefined ? undefined : Number(after);
    const some = state === undefined ? { limit } : { state, limit };
    const found =
      list === undefined
        ? await outgoing.calls({ ...some, ...(from === undefined ? {} : { before: from }) })
        : await outgoing.items({ ...some, list, ...(from === undefined ? {} : { after: from }) });
    const last = found.length === limit ? found.at(-1) : undefined;
    return { calls: found.map(callView), next: last ? String(last.seq) : null };
  }

  /** @throws ApiFailure 404 */
  async get(id: string): Promise<OutgoingCallView> {
    return callView(await this.#find(id));
  }

  /** A person wants a number called of which nobody knows whether it was. @throws ApiFailure 404, 409 */
  async again(id: string): Promise<OutgoingCallView> {
    const { outgoing, caller } = this.#deps;
    const { kind, status } = await this.#find(id);
    if (kind === 'call' || status === 'canceled' || !(await outgoing.again(id))) {
      const message =
        'Only a call of a list that was not canceled, and of which nobody knows what became, is called again.';
      throw new ApiFailure(409, 'not-unknown', message);
    }
    caller.wake();
    return this.get(id);
  }

  async #judge(call: NewOutgoingCall) {
    const { needs, now } = this.#deps;
    const ready = await (call.draft ? draftToCall(this.#deps, call, now()) : publishedToCall(this.#deps, call));
    const variables = variablesFor(ready.document, call.variables ?? {});
    await needs.caller(call.from);
    const to = await needs.callee(call.to);
    await needs.callsLeft();
    return { version: ready.version, to, variables };
  }

  async #only({ id }: OutgoingListRecord): Promise<OutgoingCallView> {
    const [item] = await this.#deps.outgoing.items({ list: id, limit: 1 });
    return callView(item as OutgoingItem);
  }

  async #find(id: string): Promise<OutgoingItem> {
    const item = await this.#deps.outgoing.item(id);
    if (item) return item;
    throw new ApiFailure(404, 'no-such-call', `There is no outgoing call "${id}".`);
  }
}

function notPlaced(placed: Exclude<Placed, { kind: 'placed' | 'uncertain' }>): ApiFailure {
  const code = { refused: 'twilio-refused', later: 'twilio-busy', stop: 'twilio-refused-account' }[placed.kind];
  return new ApiFailure(502, code, `The call was not placed. ${placed.reason}`);
}
