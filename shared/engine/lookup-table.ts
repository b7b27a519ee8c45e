import type { KeptTable } from '../block.ts';
import type { FlowTable } from '../flow/types.ts';
import { tableKey } from '../text/table-key.ts';

/** A table of a compiled flow; the rows of a column are indexed when it is first looked through. */
export class LookupTable implements KeptTable {
  readonly columns: readonly string[];
  readonly #rows: FlowTable['rows'];
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor({ columns, rows }: FlowTable) {
    this.columns = columns;
    this.#rows = rows;
  }

  find(column: string, value: string, { begins = false } = {}): Readonly<Record<string, string>> | undefined {
    const index = this.#indexOf(column);
    const key = tableKey(value);
    if (!begins) return this.#valuesOf(index.get(key));
    for (let length = Math.min(key.length, MAX_KEY); length > 0; length--) {
      const row = index.get(key.slice(0, length));
      if (row) return this.#valuesOf(row);
    }
    return undefined;
  }

  #indexOf(column: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#indexes.get(column);
    if (known) return known;
    const index = new Map<string, readonly string[]>();
    const at = this.columns.indexOf(column);
    for (const row of at === -1 ? [] : this.#rows) {
      const key = tableKey(row[at] ?? '');
      if (key !== '' && !index.has(key)) index.set(key, row);
    }
    this.#indexes.set(column, index);
    return index;
  }

  #valuesOf(row: readonly string[] | undefined): Readonly<Record<string, string>> | undefined {
    return row && Object.fromEntries(this.columns.map((column, at) => [column, row[at] ?? '']));
  }
}

/** Longest beginning of a value that is looked up. */
const MAX_KEY = 1_000;
