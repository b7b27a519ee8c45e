import type { AnyBlock } from './block.ts';
import type { FlowBlock, FlowDocument } from './flow/types.ts';

type Types = ReadonlyMap<string, AnyBlock>;
type Blocks = FlowDocument['blocks'];

/** What people call a block: its own name, else its type's title. */
export function blockName({ name, type }: FlowBlock, types: Types): string {
  return name?.trim() || (types.get(type)?.title ?? type);
}

/**
 * What to call each block of a flow where it stands away from its card: its name, and with those of the same name what tells them
 * apart: `Say (Good morning)`, or `Say (2)` where that is the same, too.
 */
export function blockNamesIn(blocks: Blocks, types: Types): ReadonlyMap<string, string> {
  const known = remembered.get(blocks);
  if (known?.types === types) return known.names;
  const names = tellApart(blocks, types);
  remembered.set(blocks, { types, names });
  return names;
}

const remembered = new WeakMap<Blocks, { readonly types: Types; readonly names: ReadonlyMap<string, string> }>();

function tellApart(blocks: Blocks, types: Types): ReadonlyMap<string, string> {
  const entries = Object.entries(blocks);
  const plain = groupedBy(entries, ([, block]) => blockName(block, types));
  return new Map(
    [...plain].flatMap(([name, alike]) => {
      if (alike.length === 1) return alike.map(([id]) => [id, name] as const);
      const summaries = groupedBy(alike, ([, block]) => summaryOf(block, types));
      return [...summaries].flatMap(([summary, same]) =>
        same.map(([id], index) => [id, `${name} (${wordsFor(summary, same.length > 1 ? index + 1 : 0)})`] as const),
      );
    }),
  );
}

function wordsFor(summary: string, number: number): string {
  if (number === 0 && summary !== '') return summary;
  return summary === '' ? String(number || 1) : `${summary}, ${number}`;
}

/** The first words of what the card says; without its quotation marks, because names are quoted themselves. */
function summaryOf({ type, props }: FlowBlock, types: Types): string {
  const summary = types.get(type)?.summary(props as never) ?? '';
  const whole = summary.replace(/[“”]/g, '').replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return whole.length > MOST ? `${whole.slice(0, MOST).trimEnd()}…` : whole;
}

/** Characters of a summary that tell a block from others. */
const MOST = 36;

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
