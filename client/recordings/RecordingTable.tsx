import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordingView } from '../../shared/api/recordings.ts';
import { RecordingRow } from './RecordingRow.tsx';

interface RecordingTableProps {
  readonly recordings: readonly RecordingView[];
  readonly onDelete: (recordings: readonly RecordingView[]) => void;
  readonly onCall: (sid: string) => void;
}

/** Recordings as rows; some can be chosen, one can be open. */
export function RecordingTable({ recordings, onDelete, onCall }: RecordingTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<{ readonly sid: string; readonly how: 'shown' | 'playing' } | null>(null);
  const selected = recordings.filter(({ sid }) => chosen.has(sid));
  const choose = (sid: string, yes: boolean): void => {
    const next = new Set(chosen);
    if (yes) next.add(sid);
    else next.delete(sid);
    setChosen(next);
  };
  const all = selected.length === recordings.length;
  return (
    <div className="recordings-frame">
      <table className="recordings-table">
        <caption className="visually-hidden">Recordings, latest first</caption>
        <thead>
          <tr>
            <th className="recording-choose">
              <input
                type="checkbox"
                aria-label="Choose all that are shown"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = selected.length > 0 && !all;
                }}
                onChange={() => setChosen(all ? new Set() : new Set(recordings.map(({ sid }) => sid)))}
              />
            </th>
            <th scope="col">When</th>
            <th scope="col">Flow and block</th>
            <th scope="col">From and to</th>
            <th scope="col">Length</th>
            <th scope="col">What was said</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => (
            <RecordingRow
              key={recording.sid}
              recording={recording}
              chosen={chosen.has(recording.sid)}
              open={open?.sid === recording.sid ? open.how : 'no'}
              onChoose={(yes) => choose(recording.sid, yes)}
              onOpen={(how) => setOpen(how === 'no' ? null : { sid: recording.sid, how })}
              onDelete={() => onDelete([recording])}
              onCall={onCall}
            />
          ))}
        </tbody>
      </table>
      {selected.length > 0 && (
        <div className="recordings-chosen" role="toolbar" aria-label="What is chosen">
          <span>{selected.length} chosen</span>
          <button type="button" className="plain-button is-destructive" onClick={() => onDelete(selected)}>
            <Trash2 size={15} aria-hidden="true" /> Delete
          </button>
          <button type="button" className="quiet-button" onClick={() => setChosen(new Set())}>
            Choose none
          </button>
        </div>
      )}
    </div>
  );
}
