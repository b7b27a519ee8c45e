import { useState } from 'react';
import { useDocument, useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Grid } from './Grid.tsx';
import { ImportCsv } from './ImportCsv.tsx';
import { Tools } from './Tools.tsx';
import './tables.css';

/** The table that is open: its name, its rows, and the way in and out as CSV. */
export function TableDialog() {
  const name = useUi((state) => state.table);
  const table = useDocument(({ document }) => (name === null ? undefined : document.tables?.[name]));
  const [importing, setImporting] = useState(false);
  const close = (): void => {
    setImporting(false);
    uiStore.getState().openTable(null);
  };
  return (
    <Dialog title="Table" open={table !== undefined} onClose={close} full>
      {name !== null && table && (
        <div className="table-editor">
          <Tools name={name} table={table} importing={importing} onImport={() => setImporting(!importing)} />
          {importing && <ImportCsv name={name} table={table} onDone={() => setImporting(false)} />}
          <Grid key={name} name={name} table={table} />
        </div>
      )}
    </Dialog>
  );
}
