import type { AnyBlock } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';
import type { PathStep } from './rehearsal.ts';

/** How much of a flow some calls went through. */
export interface Coverage {
  readonly blocks: { readonly covered: number; readonly total: number; readonly missed: readonly string[] };
  readonly exits: { readonly covered: number; readonly total: number; readonly missed: readonly MissedExit[] };
  /** By block, in the order of the document. */
  readonly counts: Readonly<Record<string, BlockCount>>;
}

export interface MissedExit {
  readonly block: string;
  readonly exit: string;
  /** What people call the exit. */
  readonly label: string;
}

export interface BlockCount {
  /** Times calls came to the block. */
  readonly visits: number;
  /** Times they left it, by exit. */
  readonly exits: Readonly<Record<string, number>>;
}

/**
 * Counts the blocks and exits that calls went through. Every exit a block has with its props counts, connected or not: an exit
 * that simply ends the call is a way a call can go, too. A block that waits and goes on was visited once; where the caller
 * hangs up while it waits, it was visited and left by no exit.
 *
 * @param paths of the calls, one each
 */
export function coverFlow(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  paths: Iterable<readonly PathStep[]>,
): Coverage {
  const visits = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const path of paths) {
    for (const [index, { block, exit }] of path.entries()) {
      const before = path[index - 1];
      const stayed = before?.block === block && before.exit === undefined;
      if (!stayed) increase(visits, block);
      if (exit !== undefined) increase(taken, exitKey(block, exit));
    }
  }
  return summarise(flow, types, visits, taken);
}

function summarise(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  visits: ReadonlyMap<string, number>,
  taken: ReadonlyMap<string, number>,
): Coverage {
  const counts: Record<string, BlockCount> = {};
  const missed: MissedExit[] = [];
  let total = 0;
  for (const [id, block] of Object.entries(flow.blocks)) {
    const exits: Record<string, number> = {};
    for (const { name, label } of types.get(block.type)?.exits(block.props as never) ?? []) {
      const count = taken.get(exitKey(id, name)) ?? 0;
      exits[name] = count;
      total++;
      if (count === 0) missed.push({ block: id, exit: name, label });
    }
    counts[id] = { visits: visits.get(id) ?? 0, exits };
  }
  const blocks = Object.keys(flow.blocks);
  const unseen = blocks.filter((id) => !visits.has(id));
  return {
    blocks: { covered: blocks.length - unseen.length, total: blocks.length, missed: unseen },
    exits: { covered: total - missed.length, total, missed },
    counts,
  };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Names of blocks hold no spaces. */
function exitKey(block: string, exit: string): string {
  return `${block} ${exit}`;
}
