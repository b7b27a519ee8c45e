import { type ReactNode, useEffect, useState } from 'react';
import { Dialog } from './Dialog.tsx';

/** How the deletion of one went. */
interface Deletion {
  readonly sid: string;
  readonly deleted: boolean;
  readonly error?: { readonly message: string } | null | undefined;
}

interface DeleteManyProps {
  /** What they are called: `recording`, `message`. */
  readonly noun: string;
  /** None: closed. */
  readonly sids: readonly string[];
  /** What goes with them, as a sentence. */
  readonly children: ReactNode;
  readonly remove: (sids: readonly string[]) => Promise<{ readonly results: readonly Deletion[] }>;
  readonly onClose: () => void;
  /** Called with those that are gone, also when others are not. */
  readonly onDeleted: (sids: readonly string[]) => void;
}

/** As many as one request may name; Twilio deletes them one by one. */
const AT_ONCE = 20;

/** Asks before what has a recording at Twilio is deleted, for Twilio cannot bring it back. Tells which ones could not be. */
export function DeleteMany({ noun, sids, children, remove, onClose, onDeleted }: DeleteManyProps) {
  const [done, setDone] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const open = sids.length > 0;
  useEffect(() => {
    if (open) setTrouble(null);
  }, [open]);
  const many = sids.length !== 1;
  const removeAll = async (): Promise<void> => {
    setTrouble(null);
    const failures: string[] = [];
    try {
      for (let at = 0; at < sids.length; at += AT_ONCE) {
        setDone(at);
        const { results } = await remove(sids.slice(at, at + AT_ONCE));
        failures.push(...results.flatMap(({ error }) => (error ? [error.message] : [])));
        onDeleted(results.filter(({ deleted }) => deleted).map(({ sid }) => sid));
      }
      if (failures.length === 0) onClose();
      else setTrouble(`${failures.length} of ${sids.length} could not be deleted. ${failures[0]}`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setDone(null);
    }
  };
  const busy = done !== null;
  return (
    <Dialog
      title={many ? `Delete ${sids.length} ${noun}s?` : `Delete this ${noun}?`}
      open={open}
      onClose={() => !busy && onClose()}
    >
      <p className="quiet-line">{children}</p>
      {trouble && (
        <p className="quiet-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Keep
        </button>
        <button type="button" className="main-button is-destructive" disabled={busy} onClick={() => void removeAll()}>
          {busy ? `Deleting${many ? ` ${done} of ${sids.length}` : ''}` : trouble ? 'Try again' : 'Delete'}
        </button>
      </div>
    </Dialog>
  );
}
