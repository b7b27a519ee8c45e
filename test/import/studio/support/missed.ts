import { blockTypes } from '../../../../shared/blocks/index.ts';
import type { FlowBlock, FlowDocument } from '../../../../shared/flow/types.ts';
import { coverFlow } from '../../../../shared/rehearsal/coverage.ts';
import { runTest } from '../../../../shared/rehearsal/run-test.ts';
import { exploreCalls } from './explore.ts';

/** What the phone went through of the splits and gathers of a flow, and why not of the rest. */
export interface Walked {
  readonly calls: number;
  readonly covered: number;
  readonly total: number;
  readonly missed: readonly { readonly exit: string; readonly why: string | undefined }[];
}

/** Has the phone make every call that the explorer found. */
export async function walk(flow: FlowDocument): Promise<Walked> {
  const tests = exploreCalls(flow);
  const paths = [];
  for (const test of tests) paths.push((await runTest(test, { flow, types: blockTypes })).path);
  const { counts } = coverFlow(flow, blockTypes, paths);
  const reached = reachedByCalls(flow);
  const exits = Object.entries(flow.blocks)
    .filter(([, { type }]) => type === 'condition' || type === 'gather')
    .flatMap(([id]) => Object.entries(counts[id]?.exits ?? {}).map(([exit, count]) => ({ id, exit, count })));
  const missed = exits
    .filter(({ count }) => count === 0)
    .map(({ id, exit }) => ({ exit: `${id}.${exit}`, why: whyNot(flow, id, exit, reached) }));
  return { calls: tests.length, covered: exits.length - missed.length, total: exits.length, missed };
}

/** Why no call can take an exit, as far as the flow itself tells; undefined where one should. */
function whyNot(flow: FlowDocument, id: string, exit: string, reached: ReadonlySet<string>): string | undefined {
  if (!reached.has(id)) return 'no call gets here';
  const block = flow.blocks[id];
  if (block?.type !== 'condition') return undefined;
  const branches = (block.props.branches ?? []) as unknown as readonly {
    id: string;
    variable: string;
    operator: string;
    value: string;
  }[];
  const at = branches.findIndex((branch) => branch.id === exit);
  const key = (index: number): string => {
    const { variable = '', operator = '', value = '' } = branches[index] ?? {};
    return JSON.stringify([variable, operator, value.toLowerCase()]);
  };
  const before = branches.slice(0, Math.max(0, at)).findIndex((_, index) => key(index) === key(at));
  if (at > 0 && before >= 0) return `branch ${before + 1} asks the same`;
  const variable = (branches[at] ?? branches[0])?.variable ?? '';
  if (/^(widgets|trigger|contact)\b/.test(variable.replace(/^\{\{\s*/, ''))) return 'it tests what nothing here sets';
  const root = /^(?:\{\{-?\s*)?blocks\.(\w+)\.(\w+)/.exec(variable);
  if (root && flow.blocks[root[1] ?? '']?.type === 'widget')
    return 'it tests what a widget without counterpart would say';
  if (root && !reached.has(root[1] ?? '')) return 'it tests what only messages set';
  return undefined;
}

/** Blocks that calls can get to; a widget without counterpart is left by one exit only. */
function reachedByCalls({ blocks }: FlowDocument): ReadonlySet<string> {
  const queue = Object.keys(blocks).filter(
    (id) => blocks[id]?.type === 'start' && blocks[id]?.props.on !== 'incoming-message',
  );
  const seen = new Set(queue);
  for (const id of queue) {
    const { type, props, exits } = blocks[id] ?? { type: '', props: {}, exits: {} };
    const taken = type === 'widget' ? [exits[exitTaken(props)]] : Object.values(exits);
    for (const next of taken) {
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen;
}

/** The one exit that a placeholder goes on by. */
function exitTaken(props: FlowBlock['props']): string {
  const step = blockTypes.get('widget')?.run({ props } as never);
  return step !== undefined && 'go' in step ? String(step.go) : '';
}
