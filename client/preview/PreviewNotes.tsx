import { useState } from 'react';
import type { DocumentPreview } from './use-preview.ts';

const GRAVEST = ['error', 'warning', 'info'] as const;
/** More than this would leave no room for the document. */
const SHOWN = 2;

/** What is to be said of the document, the gravest first; all but two behind a line. */
export function PreviewNotes({ notes }: Pick<DocumentPreview, 'notes'>) {
  const [open, setOpen] = useState(false);
  const sorted = GRAVEST.flatMap((tone) => notes.filter((note) => note.tone === tone));
  const shown = open || sorted.length <= SHOWN + 1 ? sorted : sorted.slice(0, SHOWN);
  return (
    <div className="preview-notes">
      {shown.map(({ tone, text }) => (
        <p key={text} className={`preview-note is-${tone}`}>
          {text}
        </p>
      ))}
      {sorted.length > SHOWN + 1 && (
        <button type="button" className="preview-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fewer notes' : `${sorted.length - shown.length} more notes`}
        </button>
      )}
    </div>
  );
}
