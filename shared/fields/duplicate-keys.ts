import type { FlowTable } from '../flow/types.ts';
import { tableKey } from '../text/table-key.ts';

/**
 * Rows that are never found by a column because an earlier row has the same value there: their places, each with that of the
 * earlier row. Kept by table and column: tables are looked at on every keystroke, and nearly always the same ones.
 */
export function duplicateKeys(table: FlowTable, column: string): ReadonlyMap<number, number> {
  const known = kept.get(table) ?? new Map<string, ReadonlyMap<number, number>>();
  kept.set(table, known);
  const found = known.get(column) ?? find(table, table.columns.indexOf(column));
  known.set(column, found);
  return found;
}

const kept = new WeakMap<FlowTable, Map<string, ReadonlyMap<number, number>>>();

function find({ rows }: FlowTable, at: number): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const twice = new Map<number, number>();
  for (const [index, row] of rows.entries()) {
    const key = tableKey(row[at] ?? '');
    const first = firsts.get(key);
    if (first !== undefined) twice.set(index, first);
    // Empty values are found by nobody.
    else if (key !== '') firsts.set(key, index);
  }
  return twice;
}
