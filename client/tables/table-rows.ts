import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { readCsv } from '../../shared/text/csv.ts';
import { freeName } from '../state/table-edits.ts';

/** What people do to the rows and columns of a table; each gives a new table. */
export const tableRows = { write, addRow, removeRow, addColumn, removeColumn, paste, append };

function write({ columns, rows }: FlowTable, row: number, column: number, text: string): FlowTable {
  const value = text.slice(0, FLOW_LIMITS.cellLength);
  return {
    columns,
    rows: rows.map((cells, at) => (at === row ? cells.map((cell, place) => (place === column ? value : cell)) : cells)),
  };
}

function addRow({ columns, rows }: FlowTable): FlowTable {
  return { columns, rows: [...rows, columns.map(() => '')] };
}

function removeRow({ columns, rows }: FlowTable, row: number): FlowTable {
  return { columns, rows: rows.filter((_, at) => at !== row) };
}

function addColumn({ columns, rows }: FlowTable): FlowTable {
  return { columns: [...columns, freeName(columns, 'column')], rows: rows.map((cells) => [...cells, '']) };
}

function removeColumn({ columns, rows }: FlowTable, column: number): FlowTable {
  const without = (cells: readonly string[]): string[] => cells.filter((_, at) => at !== column);
  return { columns: without(columns), rows: rows.map(without) };
}

/** A table, or why there would be none, as a sentence. */
type Pasted = { readonly ok: true; readonly table: FlowTable } | { readonly ok: false; readonly problem: string };

/**
 * Writes cells copied from a spreadsheet from a cell on, with as many new rows and columns as it takes.
 *
 * @returns undefined where the text is a single value
 */
function paste(table: FlowTable, row: number, column: number, text: string): Pasted | undefined {
  if (!/[\t\n]/.test(text.trim())) return undefined;
  const pasted = cellsOf(text);
  const { tableRows: rows, tableColumns: columns, cellLength } = FLOW_LIMITS;
  if (row + pasted.length > rows || column + widthOf(pasted) > columns)
    return no(`a table has at most ${rows.toLocaleString('en-US')} rows and ${columns} columns.`);
  const long = pasted.flat().find((cell) => cell.length > cellLength);
  if (long !== undefined) return no(`it has a value of ${long.length} characters; at most ${cellLength} fit.`);
  return { ok: true, table: over(table, row, column, pasted) };
}

/** Spreadsheets put only cells with tabs or line breaks in quotes; other quotes are text, and an empty line is an empty cell. */
function cellsOf(text: string): FlowTable['rows'] {
  const read = text.includes('"') ? [...readCsv(text)] : [];
  if (read.length > 0 && read.every(({ error }) => error === undefined)) return read.map(({ fields }) => fields);
  return text
    .replace(/\r?\n$/, '')
    .split(/\r\n|[\r\n]/)
    .map((line) => line.split('\t'));
}

function no(why: string): Pasted {
  return { ok: false, problem: `Nothing was pasted: ${why}` };
}

function over(table: FlowTable, row: number, column: number, pasted: FlowTable['rows']): FlowTable {
  const width = column + widthOf(pasted);
  let grown = table;
  while (grown.columns.length < width) grown = addColumn(grown);
  const empty = grown.columns.map(() => '');
  const rows = Array.from({ length: Math.max(table.rows.length, row + pasted.length) }, (_, at) => {
    const cells = grown.rows[at] ?? empty;
    const fields = pasted[at - row];
    return fields ? cells.map((cell, place) => fields[place - column] ?? cell) : cells;
  });
  return { columns: grown.columns, rows };
}

function widthOf(rows: FlowTable['rows']): number {
  return rows.reduce((most, cells) => Math.max(most, cells.length), 0);
}

/**
 * The rows of another table below those of a table: by the names of its columns where the table has them all, else by their place. Undefined
 * where they are too many.
 */
function append({ columns, rows }: FlowTable, more: FlowTable): FlowTable | undefined {
  const kept = rows.filter((cells) => cells.some((cell) => cell !== ''));
  if (kept.length + more.rows.length > FLOW_LIMITS.tableRows || more.columns.length > columns.length) return undefined;
  const isNamed = more.columns.every((column) => columns.includes(column));
  const from = columns.map((column, at) => (isNamed ? more.columns.indexOf(column) : at));
  return { columns, rows: [...kept, ...more.rows.map((cells) => from.map((at) => cells[at] ?? ''))] };
}
