import type { AnyBlock } from '../block.ts';
import { type FlowWithCalled, wayName } from '../engine/way-to.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import { spokenRow } from '../languages/spoken-row.ts';
import { PARTY_HUNG_UP } from '../phone/why.ts';
import { lookupPath, stepsOf } from '../template/template.ts';
import type { FlowSight } from './expectations.ts';
import type { Rehearsal } from './rehearsal.ts';

/** A rehearsal as a test's expectations see it. @param rehearsal asked for late, because it tells the script of its first event */
export function flowSight(
  rehearsal: () => Rehearsal,
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  others: Omit<FlowWithCalled, 'flow'> = {},
): FlowSight {
  return {
    block: () => rehearsal().block,
    nameOf: (id) => wayName(id, { flow, ...others }, types),
    variable: (path) => known(rehearsal(), path),
    row: (key) => spokenRow(flow, types, key, rehearsal().session?.language),
    last: () => lastBlocks(rehearsal()),
    failure: () => rehearsal().app.turns.at(-1)?.result.failure?.message,
  };
}

function known({ session }: Rehearsal, path: string): Json | undefined {
  const [root = '', name = '', ...output] = stepsOf(path);
  if (!session) return undefined;
  if (root === 'blocks') return lookupPath(own(session.results, name) ?? {}, output) as Json | undefined;
  if (root === 'call' || root === 'message') return own(session.call, name);
  // Names of variables of a called flow have dots of their own.
  const whole = own(session.variables, path);
  if (whole !== undefined) return whole;
  return lookupPath(session.variables, stepsOf(path)) as Json | undefined;
}

/** The one that spoke or listened last; and where the flow ran to its end, the one it ended with, which may be silent. */
function lastBlocks({ block, path, session, exchange }: Rehearsal): readonly string[] {
  const end = exchange.events.findLast(({ kind, leg }) => kind === 'status' && leg === session?.sid);
  const hungUp = end?.kind === 'status' && end.why === PARTY_HUNG_UP;
  const last = session?.status === 'ended' && !hungUp ? path.at(-1)?.block : undefined;
  return [block, last].filter((id) => id !== undefined);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
