import type {
  OutgoingCallView,
  OutgoingCounts,
  OutgoingListView,
  OutgoingState,
} from '../../../shared/api/outgoing.ts';
import { outgoingStateSchema } from '../../../shared/api/outgoing.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { OutgoingItem, OutgoingListRecord } from '../../store/outgoing.ts';
import type { Waits } from './caller.ts';

/** A call as the API shows it. Of a canceled list those that were not called count as canceled at once. */
export function callView(item: OutgoingItem): OutgoingCallView {
  const {
    id,
    line,
    flow,
    environment = LIVE,
    version,
    to,
    from,
    variables,
    callSid,
    calledAt,
    answeredAt,
    endedAt,
    duration,
  } = item;
  const { answeredBy, price, priceUnit, errorCode, reason } = item;
  const state = item.state === 'planned' && item.status === 'canceled' ? 'canceled' : item.state;
  return {
    id,
    list: item.kind === 'call' ? null : item.list,
    line,
    flow,
    environment,
    version,
    to,
    from,
    variables: { ...variables },
    state,
    callSid,
    calledAt,
    answeredAt,
    endedAt,
    duration,
    answeredBy,
    price,
    priceUnit,
    errorCode,
    reason,
  };
}

/** A list as the API shows it. */
export function listView(
  list: OutgoingListRecord,
  found: Partial<Record<OutgoingState, number>>,
  waits: Waits,
): OutgoingListView {
  const { id, name, flow, environment = LIVE, version, from, settings, reason, bad, createdAt, doneAt } = list;
  const status = list.status === 'loading' ? 'paused' : list.status;
  const counts = Object.fromEntries(
    outgoingStateSchema.options.map((state) => [state, found[state] ?? 0]),
  ) as OutgoingCounts;
  if (status === 'canceled') {
    counts.canceled += counts.planned;
    counts.planned = 0;
  }
  const { origin, tries = 1 } = settings;
  return {
    id,
    kind: list.kind === 'callback' ? 'callback' : 'list',
    name,
    flow,
    environment,
    version,
    from,
    status,
    waits: status === 'running' ? waits : null,
    reason,
    total: Object.values(counts).reduce((sum, calls) => sum + calls, 0),
    counts,
    bad,
    concurrency: settings.concurrency,
    callsPerSecond: settings.callsPerSecond,
    hours: settings.hours ?? null,
    options: settings.options,
    tries,
    origin: origin ? { ...origin } : null,
    createdAt,
    doneAt,
  };
}
