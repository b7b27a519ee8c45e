import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { readCsv } from '../../shared/text/csv.ts';
import { csvRow, fromCell } from '../../shared/text/write-csv.ts';

/** A CSV as a table, or why it is none. */
export type ReadTable =
  | { readonly ok: true; readonly table: FlowTable; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads CSV as a table. Nothing is left out without a word: what does not fit is a problem, what was changed to fit is a note.
 *
 * @param headed whether the first row names the columns
 */
export function readTable(csv: string, headed: boolean): ReadTable {
  const rows: string[][] = [];
  for (const { line, fields, error } of readCsv(csv)) {
    if (error !== undefined) return no(`Line ${line} cannot be read: ${error}`);
    if (rows.length > FLOW_LIMITS.tableRows)
      return no(`There are more than ${FLOW_LIMITS.tableRows} rows; a table has no more.`);
    const long = fields.find((field) => field.length > FLOW_LIMITS.cellLength);
    if (long !== undefined)
      return no(`Line ${line} has a value of ${long.length} characters; at most ${FLOW_LIMITS.cellLength} fit.`);
    rows.push(fields.map(fromCell));
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return no('There is nothing in it.');
  if (width > FLOW_LIMITS.tableColumns)
    return no(`There are ${width} columns; a table has at most ${FLOW_LIMITS.tableColumns}.`);
  const header = headed ? (rows.shift() ?? []) : [];
  if (rows.length > FLOW_LIMITS.tableRows)
    return no(`There are ${rows.length} rows; a table has at most ${FLOW_LIMITS.tableRows}.`);
  const columns = columnNames(Array.from({ length: width }, (_, at) => header[at]?.trim() ?? ''));
  const short = rows.filter((row) => row.length < width).length;
  const filled = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
  return { ok: true, table: { columns, rows: filled }, notes: notesOf(header, columns, short) };
}

/** A table as CSV with its columns' names first. */
export function writeTable({ columns, rows }: FlowTable): string {
  return [columns, ...rows].map(csvRow).join('');
}

function no(problem: string): ReadTable {
  return { ok: false, problem };
}

/** Names that texts can use: `First name` becomes `First_name`. */
function columnNames(header: readonly string[]): string[] {
  const names: string[] = [];
  for (const [index, title] of header.entries()) {
    const word = title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(?=\d)/, '_')
      .slice(0, 60);
    const stem = word === '' ? `column${index + 1}` : word;
    let name = stem;
    for (let count = 2; names.includes(name); count++) name = `${stem}_${count}`;
    names.push(name);
  }
  return names;
}

function notesOf(header: readonly string[], columns: readonly string[], short: number): string[] {
  const renamed = header.flatMap((title, at) => {
    const [was, is] = [title.trim(), columns[at] ?? ''];
    return was === '' || was === is || header.indexOf(title) < at ? [] : [`“${was}” is called ${is}`];
  });
  const again = header.flatMap((title, at) => {
    const was = title.trim();
    return was === '' || header.indexOf(title) === at ? [] : [`the next “${was}” is called ${columns[at]}`];
  });
  return [
    ...(renamed.length > 0 ? [`${renamed.join(', ')}: texts name columns with letters, digits and _.`] : []),
    ...(again.length > 0 ? [`There is more than one column of a name: ${again.join(', ')}.`] : []),
    ...(short > 0 ? [`${short === 1 ? '1 row was' : `${short} rows were`} filled up with empty values.`] : []),
  ];
}
