import type { FlowTable } from '../flow/types.ts';
import type { Country } from '../text/country.ts';
import { type NationalNumber, nationalNumber } from '../text/national-number.ts';

/** Whether a text is a party of the call or message as Twilio tells it: a number with its country's code. */
export function isPartyOfCall(text: string): boolean {
  return /^\s*\{\{-?\s*(call|message)\.(From|To|Caller|Called)\s*-?\}\}\s*$/.test(text);
}

/**
 * Rows that no caller is found by because the number there seems to lack its country's code, by their places. Kept by table and column, as
 * those of `duplicateKeys`.
 */
export function unfoundNumbers(
  table: FlowTable,
  column: string,
  country: Country | undefined,
): ReadonlyMap<number, NationalNumber> {
  const key = `${country?.code} ${column}`;
  const known = kept.get(table) ?? new Map<string, ReadonlyMap<number, NationalNumber>>();
  kept.set(table, known);
  const found = known.get(key) ?? find(table, table.columns.indexOf(column), country);
  known.set(key, found);
  return found;
}

const kept = new WeakMap<FlowTable, Map<string, ReadonlyMap<number, NationalNumber>>>();

function find({ rows }: FlowTable, at: number, country: Country | undefined): ReadonlyMap<number, NationalNumber> {
  return new Map(
    rows.flatMap((row, index) => {
      const national = nationalNumber(row[at] ?? '', country);
      return national ? [[index, national] as const] : [];
    }),
  );
}
