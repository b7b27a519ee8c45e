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

/**
 * Writes cells copied from a spreadsheet from a cell on, with as many new rows and columns as it takes.
 *
 * @returns undefined where the text is a single value, or is too much for the table
 */
function paste(table: FlowTable, row: number, column: number, text: string): FlowTable | undefined {
  if (!/[\t\n]/.test(text.trim())) return undefined;
  const pasted = [...readCsv(text)].map(({ fields }) => fields);
  const width = Math.max(...pasted.map((fields) => fields.length));
  if (row + pasted.length > FLOW_LIMITS.tableRows || column + width > FLOW_LIMITS.tableColumns) return undefined;
  let grown = table;
  while (grown.columns.length < column + width) grown = addColumn(grown);
  const empty = grown.columns.map(() => '');
  const rows = Array.from({ length: Math.max(table.rows.length, row + pasted.length) }, (_, at) => {
    const cells = grown.rows[at] ?? empty;
    const fields = pasted[at - row];
    return fields
      ? cells.map((cell, place) => fields[place - column]?.slice(0, FLOW_LIMITS.cellLength) ?? cell)
      : cells;
  });
  return { columns: grown.columns, rows };
}

/** The rows of another table below those of a table, as far as columns go by their place; undefined where they are too many. */
function append({ columns, rows }: FlowTable, more: FlowTable): FlowTable | undefined {
  const kept = rows.filter((cells) => cells.some((cell) => cell !== ''));
  if (kept.length + more.rows.length > FLOW_LIMITS.tableRows || more.columns.length > columns.length) return undefined;
  return { columns, rows: [...kept, ...more.rows.map((cells) => columns.map((_, at) => cells[at] ?? ''))] };
}
