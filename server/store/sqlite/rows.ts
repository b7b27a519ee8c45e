import type { Channel, StepNote } from '../../../shared/block.ts';
import type { LogEntry, Session } from '../../../shared/engine/types.ts';

/** A session as its row keeps it: without what the call's own row says, and its call parameters, which rarely change. */
export function sessionRow(session: Session): string {
  const { flow, version, status, turn, waiting, variables, results, state, asides, asideTurns, language, environment } =
    session;
  // Every key by its name: one that is forgotten here would be gone after a restart.
  const kept: { readonly [K in keyof Required<KeptSession>]: Session[K] } = {
    flow,
    version,
    status,
    turn,
    waiting,
    variables,
    results,
    state,
    asides,
    asideTurns,
    language,
    environment,
  };
  return JSON.stringify(kept);
}

type KeptSession = Omit<Session, 'sid' | 'channel' | 'call'>;

/** @param origin the call parameters' own row */
export function sessionOf(sid: string, channel: Channel, row: string, origin = '{}'): Session {
  return { sid, channel, ...JSON.parse(row), call: JSON.parse(origin) };
}

/** A log as its row keeps it: lists instead of names, for there are more bytes in the names than in what they name. */
export function logRow(log: readonly LogEntry[]): string {
  return JSON.stringify(
    log.map(({ block, type, event, result, exit, to, notes, visit }): Row => {
      if (visit !== undefined) return [block, type, event, result, exit, to, notes, visit];
      if (notes) return [block, type, event, result, exit, to, notes];
      if (to !== undefined) return [block, type, event, result, exit, to];
      return exit === undefined ? [block, type, event, result] : [block, type, event, result, exit];
    }),
  );
}

export function logOf(row: string): LogEntry[] {
  return (JSON.parse(row) as (Row | LogEntry)[]).map((entry) => (isRow(entry) ? entryOf(entry) : entry));
}

/** What is absent and has something behind it is null in JSON. */
type Row = readonly [
  block: string,
  type: string,
  event: LogEntry['event'],
  result: LogEntry['result'],
  exit?: string | null,
  to?: string | null,
  notes?: readonly StepNote[] | null,
  visit?: string,
];

/** Rows of the first versions hold the entries themselves. */
function isRow(entry: Row | LogEntry): entry is Row {
  return Array.isArray(entry);
}

function entryOf([block, type, event, result, exit, to, notes, visit]: Row): LogEntry {
  return {
    block,
    type,
    event,
    result,
    ...(typeof exit === 'string' && { exit }),
    ...(typeof to === 'string' && { to }),
    ...(notes && { notes }),
    ...(visit !== undefined && { visit }),
  };
}
