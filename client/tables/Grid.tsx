import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument } from '../state/hooks.ts';
import { keyColumns } from '../state/table-edits.ts';
import { GridRow } from './GridRow.tsx';
import { NameInput } from './NameInput.tsx';
import { tableRows } from './table-rows.ts';
import { useUnfound } from './use-unfound.ts';
import { ROW_HEIGHT, useVisibleRows } from './use-visible-rows.ts';

interface GridProps {
  readonly name: string;
  readonly table: FlowTable;
}

/** The cells of a table. Only the rows in sight are drawn: there may be thousands. */
export function Grid({ name, table }: GridProps) {
  const keys = useDocument(({ document }) => keyColumns(document, name).join()).split(',');
  const [trouble, setTrouble] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useVisibleRows(scroller, table.rows.length);
  const { twice, national, unfound } = useUnfound(name, table, keys);
  const focus = (row: number, column: number): void => focusCell(scroller.current, row, column);
  const addRow = (): void => {
    documentStore.getState().setTable(name, tableRows.addRow(table));
    focus(table.rows.length, 0);
  };
  const row = { name, table, unfound, focus, onTrouble: setTrouble };
  return (
    <>
      <div className="table-scroll" ref={scroller}>
        <table className="table-grid" aria-rowcount={table.rows.length + 1}>
          <Head name={name} table={table} keys={keys} />
          <tbody>
            <Gap rows={first} />
            {Array.from({ length: last - first }, (_, index) => first + index).map((at) => (
              <GridRow key={at} {...row} row={at} />
            ))}
            <Gap rows={table.rows.length - last} />
          </tbody>
        </table>
      </div>
      {trouble && (
        <p className="field-note is-error" role="alert">
          {trouble}
        </p>
      )}
      <Foot rows={table.rows.length} twice={twice} national={national} keys={keys} addRow={addRow} />
    </>
  );
}

function Head({ name, table, keys }: GridProps & { readonly keys: readonly string[] }) {
  const { setTable, renameColumn } = documentStore.getState();
  return (
    <thead>
      <tr>
        <th scope="col" className="table-number">
          <span className="visually-hidden">Row</span>
        </th>
        {table.columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: renaming must not replace the field that is typed in
          <th key={at} scope="col" className={keys.includes(column) ? 'is-key' : undefined}>
            <div className="table-column">
              <NameInput
                label={`Name of column ${at + 1}`}
                name={column}
                taken={table.columns}
                onRename={(next) => renameColumn(name, column, next)}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove column ${column}`}
                title="Remove the column"
                disabled={table.columns.length === 1}
                onClick={() => setTable(name, tableRows.removeColumn(table, at))}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </div>
          </th>
        ))}
        <td className="table-number" />
      </tr>
    </thead>
  );
}

interface FootProps {
  readonly rows: number;
  /** Rows that are never found. */
  readonly twice: number;
  /** Rows with numbers that seem to lack their country's code. */
  readonly national: number;
  readonly keys: readonly string[];
  readonly addRow: () => void;
}

function Foot({ rows, twice, national, keys, addRow }: FootProps) {
  const isFull = rows >= FLOW_LIMITS.tableRows;
  return (
    <div className="table-foot">
      <button type="button" className="plain-button is-small" disabled={isFull} onClick={addRow}>
        <Plus size={13} aria-hidden="true" /> Row
      </button>
      <span>
        {rows.toLocaleString('en-US')} {rows === 1 ? 'row' : 'rows'}
        {isFull && ', no more fit'}
      </span>
      {twice > 0 && (
        <span className="table-unfound" role="status">
          {twice === 1 ? '1 row has' : `${twice} rows have`} the same {keys.join(' or ')} as an earlier one and{' '}
          {twice === 1 ? 'is' : 'are'} never found.
        </span>
      )}
      {national > 0 && (
        <span className="table-unfound" role="status">
          {national === 1 ? '1 number seems to lack its' : `${national} numbers seem to lack their`} country code, so no
          caller is found by {national === 1 ? 'it' : 'them'}: write them as +1 555 010 0199.
        </span>
      )}
    </div>
  );
}

function Gap({ rows }: { rows: number }) {
  return rows > 0 ? (
    <tr className="table-gap">
      <td style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  ) : null;
}

/** At once where the cell is drawn, so that nobody types on in the one before; a row that is out of sight has to be scrolled to first. */
function focusCell(scroller: HTMLElement | null, row: number, column: number): void {
  if (!scroller) return;
  const find = (): HTMLInputElement | null => scroller.querySelector(`[data-cell="${row}:${column}"]`);
  const drawn = find();
  if (drawn) {
    drawn.focus();
    return;
  }
  requestAnimationFrame(() => {
    if (!find()) scroller.scrollTop = row * ROW_HEIGHT;
    requestAnimationFrame(() => find()?.focus());
  });
}
