import { X } from 'lucide-react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { tableRows } from './table-rows.ts';

interface GridRowProps {
  readonly name: string;
  readonly table: FlowTable;
  readonly row: number;
  /** Why the row is never found by a column where blocks look, if it is not. */
  readonly unfound: (row: number, column: number) => string | undefined;
  readonly focus: (row: number, column: number) => void;
  /** Why what was pasted does not fit, as a sentence; null where it does. */
  readonly onTrouble: (trouble: string | null) => void;
}

/** A row of cells, each typed in on the spot. */
export function GridRow({ name, table, row, unfound, focus, onTrouble }: GridRowProps) {
  const { setTable } = documentStore.getState();
  const cells = table.rows[row] ?? [];
  const onPaste = (event: ClipboardEvent, column: number): void => {
    const pasted = tableRows.paste(table, row, column, event.clipboardData.getData('text/plain'));
    if (!pasted) return;
    event.preventDefault();
    onTrouble(pasted.ok ? null : pasted.problem);
    if (pasted.ok) setTable(name, pasted.table);
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
        const why = unfound(row, at);
        return (
          <td key={column}>
            <input
              className={why === undefined ? 'table-cell' : 'table-cell is-unfound'}
              data-cell={`${row}:${at}`}
              aria-label={`${column}, row ${row + 1}`}
              title={why}
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
