import type { AnyBlock } from '../block.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import { type PromptRow, promptRows, type RowState, rowNames, rowState, translationOf } from './rows.ts';
import { textOf } from './texts.ts';

/** A row of a flow's prompt table, with how it stands in each further language. */
export interface TextRow extends PromptRow {
  /** See `rowNames`. */
  readonly blockName: string;
  readonly label: string;
  readonly states: Readonly<Record<string, RowState>>;
}

/** Which rows are looked at: all, or those that are missing or out of date in some language. */
export type TextFilter = 'all' | Exclude<RowState, 'translated'>;

/** Everything that a flow says, in the order in which a caller comes to it, with how it stands in each further language. */
export function textTable(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly TextRow[] {
  const languages = Object.keys(flow.languages ?? {});
  const order = new Map(inCallOrder(flow, types).map((id, index) => [id, index]));
  // What belongs to no block can be heard anywhere, and is last.
  const place = ({ block }: PromptRow): number => (block === undefined ? order.size : (order.get(block) ?? 0));
  const rows = [...promptRows(flow, types)].sort((a, b) => place(a) - place(b));
  return rows.map((row) => {
    const { block: blockName, label } = rowNames(flow, row, types);
    const state = (language: string): RowState => rowState(row, translationOf(flow, language, row.key));
    return {
      ...row,
      blockName,
      label,
      states: Object.fromEntries(languages.map((language) => [language, state(language)])),
    };
  });
}

/** How many rows each filter shows. */
export function countTexts(rows: readonly TextRow[]): Readonly<Record<TextFilter, number>> {
  const count = (filter: TextFilter): number => rows.filter((row) => passes(row, filter)).length;
  return { all: rows.length, missing: count('missing'), outdated: count('outdated') };
}

/**
 * Rows that a filter lets through and that hold every word of a search: in the name of the block, the field, or what is said in
 * any language. Case does not matter.
 */
export function findTexts(
  flow: FlowDocument,
  rows: readonly TextRow[],
  filter: TextFilter,
  search: string,
): readonly TextRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!passes(row, filter)) return false;
    if (words.length === 0) return true;
    const said = Object.keys(row.states).map((language) => translationOf(flow, language, row.key)?.value);
    const text = [row.blockName, row.label, row.key, ...[row.original, ...said].map(wordsOf)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Ids of blocks along the cords, from the entries on; what no call comes to is last. */
function inCallOrder({ blocks }: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly string[] {
  const ids = Object.keys(blocks);
  const isEntry = (id: string): boolean => types.get(blocks[id]?.type ?? '')?.entry !== undefined;
  const seen = new Set<string>();
  const follow = (from: string): void => {
    const ahead = [from];
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined;
      if (!block || seen.has(id)) continue;
      seen.add(id);
      const exits = types.get(block.type)?.exits(block.props as never) ?? [];
      ahead.push(...exits.flatMap(({ name }) => block.exits[name] ?? []).reverse());
    }
  };
  for (const id of [...ids.filter(isEntry), ...ids]) follow(id);
  return [...seen];
}

function passes({ states }: TextRow, filter: TextFilter): boolean {
  return filter === 'all' || Object.values(states).includes(filter);
}

function wordsOf(value: Json | undefined): string {
  return value === undefined ? '' : textOf(value);
}
