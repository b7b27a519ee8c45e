import { useState } from 'react';
import { CopyText } from '../CopyText.tsx';
import './values.css';

/** A value, as texts read it. */
interface ValueRow {
  readonly path: string;
  readonly type: string;
  readonly text: string;
  readonly changed: boolean;
}

/** Variables and results of a call with their types; what changed in the last turn is marked. */
export function Values({ rows, label }: { readonly rows: readonly ValueRow[]; readonly label: string }) {
  if (rows.length === 0) return <p className="values-none">Nothing is known yet.</p>;
  return (
    <ul className="values" aria-label={label}>
      {rows.map((row) => (
        <Value key={row.path} row={row} />
      ))}
    </ul>
  );
}

/** What fits two lines of the phone. */
const SHOWN = 90;

function Value({ row: { path, type, text, changed } }: { readonly row: ValueRow }) {
  const [open, setOpen] = useState(false);
  const long = text.length > SHOWN || text.includes('\n');
  const line = text.replace(/\s+/g, ' ');
  const folded = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
  const shown = long && !open ? folded : text;
  return (
    <li className={changed ? 'value is-changed' : 'value'}>
      <div className="value-head">
        <code>{path}</code>
        <span className="value-type">{type}</span>
        {changed && <span className="value-changed">changed</span>}
        <CopyText text={text} label={`Copy ${path}`} icon />
      </div>
      <div className={open ? 'value-text is-open' : 'value-text'}>{text === '' ? <i>empty</i> : shown}</div>
      {long && (
        <button type="button" className="text-button value-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'All of it'}
        </button>
      )}
    </li>
  );
}
