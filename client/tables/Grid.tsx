import { Plus, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { duplicateKeys } from '../../shared/fields/duplicate-keys.ts';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument } from '../state/hooks.ts';
import { keyColumns } from '../state/table-edits.ts';
import { NameInput } from './NameInput.tsx';
import { tableRows } from './table-rows.ts';
import { ROW_HEIGHT, useVisibleRows } from './use-visible-rows.ts';

interface GridProps {
  readonly name: string;
  readonly table: FlowTable;
}

/** The cells of a table. Only the rows in sight are drawn: there may be thousands. */
export function Grid({ name, table }: GridProps) {
  const keys = useDocument(({ document }) => keyColumns(document, name).join()).split(',');
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useVisibleRows(scroller, table.rows.length);
  const { setTable, renameColumn } = documentStore.getState();
  const twice = keys.map((column) => [table.columns.indexOf(column), duplicateKeys(table, column)] as const);
  const same = (row: number, column: number): number | undefined => twice.find(([at]) => at === column)?.[1].get(row);
  const count = twice.reduce((sum, [, rows]) => sum + rows.size, 0);
  const focus = (row: number, column: number): void => focusCell(scroller.current, row, column);
  const addRow = (): void => {
    setTable(name, tableRows.addRow(table));
    focus(table.rows.length, 0);
  };
  return (
    <>
      <div className="table-scroll" ref={scroller}>
        <table className="table-grid" aria-rowcount={table.rows.length + 1}>
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
              <th className="table-number" />
            </tr>
          </thead>
          <tbody>
            <Gap rows={first} />
            {Array.from({ length: last - first }, (_, index) => first + index).map((row) => (
              <Row
                key={row}
                name={name}
                table={table}
                row={row}
                cells={table.rows[row] ?? []}
                same={same}
                focus={focus}
              />
            ))}
            <Gap rows={table.rows.length - last} />
          </tbody>
        </table>
      </div>
      <div className="table-foot">
        <button
          type="button"
          className="plain-button is-small"
          disabled={table.rows.length >= FLOW_LIMITS.tableRows}
          onClick={addRow}
        >
          <Plus size={13} aria-hidden="true" /> Row
        </button>
        <span>
          {table.rows.length.toLocaleString('en-US')} {table.rows.length === 1 ? 'row' : 'rows'}
          {table.rows.length >= FLOW_LIMITS.tableRows && ', no more fit'}
        </span>
        {count > 0 && (
          <span className="table-twice" role="status">
            {count === 1 ? '1 row has' : `${count} rows have`} the same {keys.join(' or ')} as an earlier one and{' '}
            {count === 1 ? 'is' : 'are'} never found.
          </span>
        )}
      </div>
    </>
  );
}

function Gap({ rows }: { rows: number }) {
  return rows > 0 ? (
    <tr className="table-gap">
      <td style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  ) : null;
}

interface RowProps extends GridProps {
  readonly row: number;
  readonly cells: readonly string[];
  readonly same: (row: number, column: number) => number | undefined;
  readonly focus: (row: number, column: number) => void;
}

function Row({ name, table, row, cells, same, focus }: RowProps) {
  const { setTable } = documentStore.getState();
  const onPaste = (event: ClipboardEvent, column: number): void => {
    const pasted = tableRows.paste(table, row, column, event.clipboardData.getData('text/plain'));
    if (!pasted) return;
    event.preventDefault();
    setTable(name, pasted);
  };
  const onKeyDown = (event: KeyboardEvent, column: number): void => {
    const to = event.key === 'ArrowUp' ? row - 1 : event.key === 'ArrowDown' || event.key === 'Enter' ? row + 1 : row;
    if (to === row || to < 0) return;
    if (to === table.rows.length && event.key === 'Enter' && to < FLOW_LIMITS.tableRows) {
      setTable(name, tableRows.addRow(table));
    } else if (to >= table.rows.length) return;
    event.preventDefault();
    focus(to, column);
  };
  return (
    <tr aria-rowindex={row + 2}>
      <th scope="row" className="table-number">
        {row + 1}
      </th>
      {table.columns.map((column, at) => {
        const first = same(row, at);
        return (
          <td key={column}>
            <input
              className={first === undefined ? 'table-cell' : 'table-cell is-twice'}
              data-cell={`${row}:${at}`}
              aria-label={`${column}, row ${row + 1}`}
              title={first === undefined ? undefined : `The same as row ${first + 1}, so this row is never found`}
              spellCheck={false}
              autoComplete="off"
              maxLength={FLOW_LIMITS.cellLength}
              value={cells[at] ?? ''}
              onChange={(event) => setTable(name, tableRows.write(table, row, at, event.target.value), `${row}:${at}`)}
              onPaste={(event) => onPaste(event, at)}
              onKeyDown={(event) => onKeyDown(event, at)}
            />
          </td>
        );
      })}
      <td className="table-number">
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove row ${row + 1}`}
          title="Remove the row"
          onClick={() => setTable(name, tableRows.removeRow(table, row))}
        >
          <X size={13} aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
}

/** A row that is out of sight is drawn only once it has been scrolled to. */
function focusCell(scroller: HTMLElement | null, row: number, column: number): void {
  if (!scroller) return;
  const find = (): HTMLInputElement | null => scroller.querySelector(`[data-cell="${row}:${column}"]`);
  requestAnimationFrame(() => {
    if (!find()) scroller.scrollTop = row * ROW_HEIGHT;
    requestAnimationFrame(() => find()?.focus());
  });
}
