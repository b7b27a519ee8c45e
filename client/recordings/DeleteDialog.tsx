import { useEffect, useState } from 'react';
import type { RecordingView } from '../../shared/api/recordings.ts';
import { recordingsApi } from '../api/recordings.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { titleOf } from './words.ts';

interface DeleteDialogProps {
  /** None: closed. */
  readonly recordings: readonly RecordingView[];
  readonly onClose: () => void;
  /** Called with those that are gone, also when others are not. */
  readonly onDeleted: (sids: readonly string[]) => void;
}

/** As many as one request may name. */
const AT_ONCE = 20;

/** Asks before recordings are deleted: Twilio cannot bring them back. Tells which ones could not be. */
export function DeleteDialog({ recordings, onClose, onDeleted }: DeleteDialogProps) {
  const [done, setDone] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const open = recordings.length > 0;
  useEffect(() => {
    if (open) setTrouble(null);
  }, [open]);
  const many = recordings.length !== 1;
  const remove = async (): Promise<void> => {
    setTrouble(null);
    const failures: string[] = [];
    try {
      for (let at = 0; at < recordings.length; at += AT_ONCE) {
        setDone(at);
        const { results } = await recordingsApi.remove(recordings.slice(at, at + AT_ONCE).map(({ sid }) => sid));
        failures.push(...results.flatMap(({ error }) => (error ? [error.message] : [])));
        onDeleted(results.filter(({ deleted }) => deleted).map(({ sid }) => sid));
      }
      if (failures.length === 0) onClose();
      else setTrouble(`${failures.length} of ${recordings.length} could not be deleted. ${failures[0]}`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setDone(null);
    }
  };
  const busy = done !== null;
  const [only] = recordings;
  return (
    <Dialog
      title={many ? `Delete ${recordings.length} recordings?` : 'Delete this recording?'}
      open={open}
      onClose={() => !busy && onClose()}
    >
      <p className="recordings-line">
        {many || !only ? 'They are' : `The ${titleOf(only).toLowerCase()} is`} deleted at Twilio, with what was written
        down of {many ? 'them' : 'it'}. This cannot be undone.
      </p>
      {trouble && (
        <p className="recordings-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Keep
        </button>
        <button type="button" className="main-button is-destructive" disabled={busy} onClick={() => void remove()}>
          {busy ? `Deleting${many ? ` ${done} of ${recordings.length}` : ''}` : trouble ? 'Try again' : 'Delete'}
        </button>
      </div>
    </Dialog>
  );
}
