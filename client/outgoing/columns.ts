import { type CsvRow, readCsv } from '../../shared/text/csv.ts';

/** What a column of a CSV is for: the number to call, nothing, or the variable of this name. */
export type Use = typeof TO | typeof NONE | (string & {});

/** No variable has such a name. */
export const TO = '→';
export const NONE = '–';

/** Names of a CSV's columns. */
export function headerOf(csv: string): readonly string[] {
  const header = readCsv(csv).next().value as CsvRow | undefined;
  return (header?.fields ?? []).map((name) => name.trim()).filter((name) => name !== '');
}

/**
 * What each column is for: as it was chosen, else by its name.
 *
 * @param chosen by a person, by column
 */
export function usesOf(
  header: readonly string[],
  variables: readonly string[],
  chosen: Readonly<Record<string, Use>>,
): Readonly<Record<string, Use>> {
  const to =
    header.find((name) => chosen[name] === TO) ?? header.find((name) => !(name in chosen) && NUMBERS.test(name));
  const taken = new Set(Object.values(chosen));
  const guess = (name: string): Use => {
    const same = variables.find((variable) => variable.toLowerCase() === name.toLowerCase());
    return same !== undefined && !taken.has(same) ? same : NONE;
  };
  return Object.fromEntries(header.map((name) => [name, name === to ? TO : (withoutTo(chosen[name]) ?? guess(name))]));
}

/** Another column was made the one of the numbers. */
function withoutTo(use: Use | undefined): Use | undefined {
  return use === TO ? NONE : use;
}

const NUMBERS = /^(?:to|phone|mobile|tel|telephone|number|phone ?number)$/i;
