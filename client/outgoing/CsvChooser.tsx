import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { RunForm } from './run-form.ts';

interface CsvChooserProps {
  readonly file: RunForm['file'];
  readonly onChange: (file: RunForm['file']) => void;
}

/** Files read so far. */
let read = 0;

/** The API takes so many characters. */
const MOST = 16_000_000;

/** Where a CSV is dropped or chosen. */
export function CsvChooser({ file, onChange }: CsvChooserProps) {
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = async (chosen: File | undefined): Promise<void> => {
    setOver(false);
    setTrouble(null);
    if (!chosen) return;
    if (chosen.size > MOST) return setTrouble(`${chosen.name} is larger than 16 MB. Split it.`);
    try {
      const csv = new TextDecoder('utf-8', { fatal: true }).decode(await chosen.arrayBuffer());
      onChange({ id: ++read, name: chosen.name, csv });
    } catch {
      setTrouble(`${chosen.name} is not UTF-8 text. Save it as CSV in UTF-8.`);
    }
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; the button does the same */}
      <div
        className={over ? 'csv-drop is-over' : 'csv-drop'}
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
        <FileUp size={18} aria-hidden="true" />
        <span className="csv-name">{file ? file.name : 'Drop a CSV here: a header, and a row for each person'}</span>
        <label className="plain-button is-small">
          {file ? 'Another file' : 'Choose a file'}
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            aria-label="CSV of people to call"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              void take(chosen);
            }}
          />
        </label>
      </div>
      {trouble && (
        <p className="outgoing-line is-error" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
