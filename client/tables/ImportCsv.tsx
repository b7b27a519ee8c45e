import { FileUp } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { FLOW_LIMITS } from '../../shared/flow/limits.ts';
import type { FlowTable } from '../../shared/flow/types.ts';
import { byteLength } from '../../shared/text/byte-length.ts';
import { documentStore } from '../state/document.ts';
import { tableEdits } from '../state/table-edits.ts';
import { TextFileDrop } from '../ui/controls/TextFileDrop.tsx';
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
  const read = useMemo(() => (csv.trim() === '' ? null : fitting(readTable(csv, headed), name)), [csv, headed, name]);
  const take = (next: FlowTable): void => {
    documentStore.getState().setTable(name, next);
    onDone();
  };
  const longer = read?.ok ? tableRows.append(table, read.table) : undefined;
  return (
    <section className="table-import" aria-label="Import CSV">
      <Source
        csv={csv}
        onCsv={setCsv}
        onTrouble={(why) => {
          setTrouble(why);
          // What was read before is not what was chosen now.
          if (why !== null) setCsv('');
        }}
      />
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
          title={
            read?.ok && !longer ? 'It has more columns than the table, or together there are too many rows' : undefined
          }
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

/** What makes the flow too large to be kept is refused before it is taken. */
function fitting(read: ReadTable, name: string): ReadTable {
  if (!read.ok) return read;
  const bytes = byteLength(JSON.stringify(tableEdits.put(documentStore.getState().document, name, read.table)));
  if (bytes <= FLOW_LIMITS.bytes) return read;
  const [has, most] = [bytes, FLOW_LIMITS.bytes].map((count) => (count / 1_000_000).toFixed(1));
  return { ok: false, problem: `With this table the flow would have ${has} MB; at most ${most} MB are kept.` };
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

/** More characters make a text field that takes seconds to draw. */
const MOST_SHOWN = 100_000;

function Source({ csv, onCsv, onTrouble }: SourceProps) {
  const id = useId();
  const [file, setFile] = useState('');
  const long = csv.length > MOST_SHOWN;
  return (
    <TextFileDrop
      className="table-drop"
      label="CSV file"
      accept=".csv,.tsv,text/csv,text/plain"
      most={MOST}
      onText={(text, name) => {
        setFile(name);
        onCsv(text);
      }}
      onTrouble={onTrouble}
      choose={
        <>
          <FileUp size={13} aria-hidden="true" /> Choose a file
        </>
      }
    >
      {(button) => (
        <>
          <div className="table-drop-head">
            <label htmlFor={id}>Drop a CSV here, or paste rows</label>
            {button}
          </div>
          <textarea
            id={id}
            className="control mono"
            rows={4}
            spellCheck={false}
            readOnly={long}
            placeholder={'extension,name,phone\n101,Ada Lovelace,+15550100131'}
            value={long ? `${csv.slice(0, 300)}…` : csv}
            onChange={(event) => {
              setFile('');
              onCsv(event.target.value);
            }}
          />
          {long && (
            <p className="field-note table-drop-long">
              {file || 'What was pasted'}, {(csv.length / 1_000_000).toFixed(1)} MB; its beginning is shown.
              <button type="button" className="link-button" onClick={() => onCsv('')}>
                Empty
              </button>
            </p>
          )}
        </>
      )}
    </TextFileDrop>
  );
}
