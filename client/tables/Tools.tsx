import { FileDown, FileUp, Plus, Trash2 } from 'lucide-react';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument, useUndo } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { UndoRedo } from '../ui/controls/UndoRedo.tsx';
import { saveFile } from '../ui/save-file.ts';
import { NameInput } from './NameInput.tsx';
import { writeTable } from './read-table.ts';
import { tableRows } from './table-rows.ts';

interface ToolsProps {
  readonly name: string;
  readonly table: FlowTable;
  readonly importing: boolean;
  readonly onImport: () => void;
}

/** What is done to a table as a whole. */
export function Tools({ name, table, importing, onImport }: ToolsProps) {
  const tables = useDocument(({ document }) => document.tables);
  const history = useUndo();
  const { setTable, renameTable, removeTable } = documentStore.getState();
  const { openTable } = uiStore.getState();
  return (
    <div className="table-tools">
      <NameInput
        label="Name of the table"
        name={name}
        taken={Object.keys(tables ?? {})}
        onRename={(next) => {
          renameTable(name, next);
          openTable(next);
        }}
      />
      <button
        type="button"
        className="plain-button is-small"
        disabled={table.columns.length >= FLOW_LIMITS.tableColumns}
        onClick={() => setTable(name, tableRows.addColumn(table))}
      >
        <Plus size={13} aria-hidden="true" /> Column
      </button>
      <button type="button" className="plain-button is-small" aria-pressed={importing} onClick={onImport}>
        <FileUp size={13} aria-hidden="true" /> Import CSV
      </button>
      <button
        type="button"
        className="plain-button is-small"
        onClick={() => saveFile(`${name}.csv`, 'text/csv', writeTable(table))}
      >
        <FileDown size={13} aria-hidden="true" /> Export CSV
      </button>
      <span className="table-tools-end">
        <UndoRedo {...history} />
        <button
          type="button"
          className="icon-button"
          aria-label="Remove the table"
          title="Remove the table"
          onClick={() => {
            removeTable(name);
            openTable(null);
          }}
        >
          <Trash2 size={15} aria-hidden="true" />
        </button>
      </span>
    </div>
  );
}
