import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { TextFileDrop } from '../ui/controls/TextFileDrop.tsx';
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
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <>
      <TextFileDrop
        className="csv-drop"
        label="CSV of people to call"
        accept=".csv,text/csv,text/plain"
        most={MOST}
        onText={(csv, name) => onChange({ id: ++read, name, csv })}
        onTrouble={setTrouble}
        choose={file ? 'Another file' : 'Choose a file'}
      >
        {(button) => (
          <>
            <FileUp size={18} aria-hidden="true" />
            <span className="csv-name">
              {file ? file.name : 'Drop a CSV here: a header, and a row for each person'}
            </span>
            {button}
          </>
        )}
      </TextFileDrop>
      {trouble && (
        <p className="quiet-line is-error" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
