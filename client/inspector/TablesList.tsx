import { Plus, Table2 } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import { hasRoom } from '../state/table-edits.ts';

/** The tables that are kept with the flow. */
export function TablesList() {
  const tables = useStore(documentStore, (state) => state.document.tables);
  const { openTable } = uiStore.getState();
  const entries = Object.entries(tables ?? {});
  return (
    <section aria-labelledby="tables-title">
      <div className="section-head">
        <h3 id="tables-title" className="inspector-title">
          Tables
        </h3>
        <button
          type="button"
          className="plain-button is-small"
          disabled={!hasRoom(tables)}
          onClick={() => openTable(documentStore.getState().addTable())}
        >
          <Plus size={14} aria-hidden="true" /> New table
        </button>
      </div>
      {entries.length === 0 ? (
        <p className="inspector-quiet">
          A table keeps rows for the block “Look up in a table”: extensions, important callers, opening times of shops.
        </p>
      ) : (
        <ul className="tables-list">
          {entries.map(([name, { columns, rows }]) => (
            <li key={name}>
              <button type="button" className="tables-item" onClick={() => openTable(name)}>
                <Table2 size={14} aria-hidden="true" />
                <code>{name}</code>
                <span>
                  {rows.length.toLocaleString('en-US')} {rows.length === 1 ? 'row' : 'rows'}, {columns.length}{' '}
                  {columns.length === 1 ? 'column' : 'columns'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
