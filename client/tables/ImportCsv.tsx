import { FileUp } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { FlowTable } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { type ReadTable, readTable } from './read-table.ts';
import { tableRows } from './table-rows.ts';

interface ImportCsvProps {
  readonly name: string;
  readonly table: FlowTable;
  readonly onDone: () => void;
}

/** Takes a CSV that is dropped, chosen or pasted, and says what would come of it before anything changes. */
export function ImportCsv({ name, table, onDone }: ImportCsvProps) {
  const [csv, setCsv] = useState('');
  const [headed, setHeaded] = useState(true);
  const [trouble, setTrouble] = useState<string | null>(null);
  const read = useMemo(() => (csv.trim() === '' ? null : readTable(csv, headed)), [csv, headed]);
  const take = (next: FlowTable): void => {
    documentStore.getState().setTable(name, next);
    onDone();
  };
  const longer = read?.ok ? tableRows.append(table, read.table) : undefined;
  return (
    <section className="table-import" aria-label="Import CSV">
      <Source csv={csv} onCsv={setCsv} onTrouble={setTrouble} />
      {trouble && (
        <p className="field-note is-error" role="alert">
          {trouble}
        </p>
      )}
      {read && <Found read={read} />}
      <div className="table-import-foot">
        <label className="table-check">
          <input type="checkbox" checked={headed} onChange={(event) => setHeaded(event.target.checked)} />
          The first row names the columns
        </label>
        <button type="button" className="plain-button is-small" onClick={onDone}>
          Cancel
        </button>
        <button
          type="button"
          className="plain-button is-small"
          disabled={longer === undefined}
          onClick={() => longer && take(longer)}
        >
          Add to the rows
        </button>
        <button
          type="button"
          className="main-button is-small"
          disabled={!read?.ok}
          onClick={() => read?.ok && take(read.table)}
        >
          Replace the table
        </button>
      </div>
    </section>
  );
}

function Found({ read }: { read: ReadTable }) {
  if (!read.ok) {
    return (
      <p className="field-note is-error" role="alert">
        {read.problem}
      </p>
    );
  }
  const { columns, rows } = read.table;
  return (
    <div className="field-note">
      {rows.length.toLocaleString('en-US')} {rows.length === 1 ? 'row' : 'rows'} of{' '}
      {columns.map((column, at) => (
        <span key={column}>
          {at > 0 && ', '}
          <code>{column}</code>
        </span>
      ))}
      {read.notes.map((note) => (
        <p key={note} className="table-import-note">
          {note}
        </p>
      ))}
    </div>
  );
}

interface SourceProps {
  readonly csv: string;
  readonly onCsv: (csv: string) => void;
  readonly onTrouble: (trouble: string | null) => void;
}

/** More than a flow could hold anyway. */
const MOST = 8_000_000;

function Source({ csv, onCsv, onTrouble }: SourceProps) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = async (file: File | undefined): Promise<void> => {
    setOver(false);
    onTrouble(null);
    if (!file) return;
    if (file.size > MOST) return onTrouble(`${file.name} is larger than 8 MB. Split it.`);
    try {
      onCsv(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      onTrouble(`${file.name} is not UTF-8 text. Save it as CSV in UTF-8.`);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; the button does the same
    <div
      className={over ? 'table-drop is-over' : 'table-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      }}
    >
      <div className="table-drop-head">
        <label htmlFor={id}>Drop a CSV here, or paste rows</label>
        <label className="plain-button is-small">
          <FileUp size={13} aria-hidden="true" /> Choose a file
          <input
            type="file"
            accept=".csv,.tsv,text/csv,text/plain"
            aria-label="CSV file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              void take(file);
            }}
          />
        </label>
      </div>
      <textarea
        id={id}
        className="control mono"
        rows={4}
        spellCheck={false}
        placeholder={'extension,name,phone\n101,Ada Lovelace,+15550100131'}
        value={csv}
        onChange={(event) => onCsv(event.target.value)}
      />
    </div>
  );
}
