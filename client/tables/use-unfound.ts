import { duplicateKeys } from '../../shared/fields/duplicate-keys.ts';
import { unfoundNumbers } from '../../shared/fields/unfound-numbers.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { countryOf } from '../../shared/text/country.ts';
import { useDocument } from '../state/hooks.ts';
import { callerColumns } from '../state/table-edits.ts';

/** What keeps rows of a table from ever being found. */
interface Unfound {
  /** How many have the same value as an earlier one. */
  readonly twice: number;
  /** How many numbers seem to lack their country's code. */
  readonly national: number;
  /** Why a row is not found by a column, as a sentence; undefined where it is. */
  readonly unfound: (row: number, column: number) => string | undefined;
}

/** @param keys columns that blocks look through */
export function useUnfound(name: string, table: FlowTable, keys: readonly string[]): Unfound {
  const country = countryOf(useDocument(({ document }) => document.settings));
  const callers = useDocument(({ document }) => callerColumns(document, name).join()).split(',');
  const twice = new Map(keys.map((column) => [table.columns.indexOf(column), duplicateKeys(table, column)]));
  const national = new Map(
    callers.map((column) => [table.columns.indexOf(column), unfoundNumbers(table, column, country)]),
  );
  return {
    twice: sizeOf(twice),
    national: sizeOf(national),
    unfound: (row, column) => {
      const first = twice.get(column)?.get(row);
      if (first !== undefined) return `The same as row ${first + 1}, so this row is never found`;
      const number = national.get(column)?.get(row);
      if (!number) return undefined;
      const next = number.nearest === undefined ? 'Begin it with + and that code' : `Write ${number.nearest}`;
      return `No caller is found by a number without its country code. ${next}`;
    },
  };
}

function sizeOf(found: ReadonlyMap<number, ReadonlyMap<number, unknown>>): number {
  return [...found.values()].reduce((sum, { size }) => sum + size, 0);
}
