import type { TableColumnOptions } from '../../shared/fields/table.ts';
import { isPartyOfCall } from '../../shared/fields/unfound-numbers.ts';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import {
  type FlowBlock,
  type FlowDocument,
  type FlowTable,
  type Json,
  VARIABLE_NAME,
} from '../../shared/flow/types.ts';
import { blockType } from './block-types.ts';

type Tables = Readonly<Record<string, FlowTable>>;

/** The edits people make to the tables of a flow, each a pure function from document to document. */
export const tableEdits = { add, put, rename, renameColumn, remove };

/** A new table with room for a first row. */
function add(document: FlowDocument): { document: FlowDocument; name: string } {
  const name = freeName(Object.keys(document.tables ?? {}), 'table');
  return { name, document: put(document, name, { columns: ['key', 'value'], rows: [['', '']] }) };
}

function put(document: FlowDocument, name: string, table: FlowTable): FlowDocument {
  return { ...document, tables: { ...document.tables, [name]: table } };
}

/** Renames a table; blocks that name it follow. */
function rename(document: FlowDocument, from: string, to: string): FlowDocument {
  if (from === to || !document.tables?.[from] || nameProblem(to, Object.keys(document.tables))) return document;
  const entries = Object.entries(document.tables).map(([name, table]) => [name === from ? to : name, table] as const);
  const renamed = { ...document, tables: Object.fromEntries(entries) };
  return inProps(renamed, 'table', (_block, value) => (value === from ? to : value));
}

/** Renames a column; blocks that look through it follow. */
function renameColumn(document: FlowDocument, name: string, from: string, to: string): FlowDocument {
  const table = document.tables?.[name];
  if (!table || from === to || nameProblem(to, table.columns)) return document;
  const columns = table.columns.map((column) => (column === from ? to : column));
  const renamed = put(document, name, { ...table, columns });
  return inProps(renamed, 'tableColumn', (block, value, options) => {
    const of = (options as { readonly of?: string }).of ?? '';
    return block.props[of] === name && value === from ? to : value;
  });
}

function remove(document: FlowDocument, name: string): FlowDocument {
  const { [name]: gone, ...rest } = document.tables ?? {};
  if (!gone) return document;
  const { tables: _tables, ...others } = document;
  return Object.keys(rest).length === 0 ? others : { ...others, tables: rest };
}

/** Why a name is not one a table or column can have, beside those that are taken; undefined if it is. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'It needs a name.';
  if (!VARIABLE_NAME.test(name)) return `Write “${name}” with letters, digits and _ only, a letter first.`;
  if (name in Object.prototype) return `“${name}” is a word that programs keep for themselves.`;
  return taken.includes(name) ? `There is “${name}” already.` : undefined;
}

/** `table`, `table2`, `table3` … */
export function freeName(taken: readonly string[], stem: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? stem : `${stem}${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** Whether the flow may have one more. */
export function hasRoom(tables: Tables = {}): boolean {
  return Object.keys(tables).length < FLOW_LIMITS.tables;
}

/** Changes the value of every field of a kind; blocks that change in nothing keep their identity. */
function inProps(
  document: FlowDocument,
  kind: string,
  change: (block: FlowBlock, value: Json | undefined, options: unknown) => Json | undefined,
): FlowDocument {
  const blocks = Object.entries(document.blocks).map(([id, block]): readonly [string, FlowBlock] => {
    let { props } = block;
    for (const [key, field] of Object.entries(blockType(block.type)?.fields ?? {})) {
      if (field.kind.kind !== kind) continue;
      const next = change(block, props[key], field.options);
      if (next !== undefined && next !== props[key]) props = { ...props, [key]: next };
    }
    return [id, props === block.props ? block : { ...block, props }];
  });
  return { ...document, blocks: Object.fromEntries(blocks) };
}

/** Columns of a table that blocks look through; its first one where none does. */
export function keyColumns(document: FlowDocument, name: string): readonly string[] {
  const found = searches(document, name).map(({ column }) => column);
  return found.length > 0 ? [...new Set(found)] : [document.tables?.[name]?.columns[0] ?? ''];
}

/** Those that blocks look through for the number of whoever calls or is called. */
export function callerColumns(document: FlowDocument, name: string): readonly string[] {
  const found = searches(document, name).flatMap(({ column, key }) => (isPartyOfCall(key) ? [column] : []));
  return [...new Set(found)];
}

/** Every column of a table that a block looks through, and what it looks for. */
function searches({ blocks, tables }: FlowDocument, name: string) {
  const first = tables?.[name]?.columns[0] ?? '';
  return Object.values(blocks).flatMap(({ type, props }) =>
    Object.entries(blockType(type)?.fields ?? {}).flatMap(([prop, { kind, options }]) => {
      const { of = '', key = '' } = options as TableColumnOptions;
      if (kind.kind !== 'tableColumn' || props[of] !== name) return [];
      return [{ column: String(props[prop] || first), key: String(props[key] ?? '') }];
    }),
  );
}
