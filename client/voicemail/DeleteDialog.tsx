import { useEffect, useState } from 'react';
import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { voicemailsApi } from '../api/voicemails.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { callerWords } from './words.ts';

interface DeleteDialogProps {
  /** None: closed. */
  readonly messages: readonly VoicemailView[];
  readonly onClose: () => void;
  /** Called with those that are gone, also when others are not. */
  readonly onDeleted: (sids: readonly string[]) => void;
}

/** As many as are asked for at once; Twilio deletes them one by one. */
const AT_ONCE = 20;

/** Asks before messages are deleted: Twilio cannot bring them back. Tells which ones could not be. */
export function DeleteDialog({ messages, onClose, onDeleted }: DeleteDialogProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const open = messages.length > 0;
  useEffect(() => {
    if (open) setTrouble(null);
  }, [open]);
  const many = messages.length !== 1;
  const [only] = messages;
  const remove = async (): Promise<void> => {
    setTrouble(null);
    setBusy(true);
    const failures: string[] = [];
    try {
      for (let at = 0; at < messages.length; at += AT_ONCE) {
        const { results } = await voicemailsApi.remove(messages.slice(at, at + AT_ONCE).map(({ sid }) => sid));
        failures.push(...results.flatMap(({ error }) => (error ? [error.message] : [])));
        onDeleted(results.filter(({ deleted }) => deleted).map(({ sid }) => sid));
      }
      if (failures.length === 0) onClose();
      else setTrouble(`${failures.length} of ${messages.length} could not be deleted. ${failures[0]}`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={many ? `Delete ${messages.length} messages?` : 'Delete this message?'}
      open={open}
      onClose={() => !busy && onClose()}
    >
      <p className="inbox-line">
        {many || !only ? 'Their recordings are' : `The recording of ${callerWords(only)} is`} deleted at Twilio, too,
        with what was written down. This cannot be undone.
      </p>
      {trouble && (
        <p className="inbox-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Keep
        </button>
        <button type="button" className="main-button is-destructive" disabled={busy} onClick={() => void remove()}>
          {busy ? 'Deleting' : trouble ? 'Try again' : 'Delete'}
        </button>
      </div>
    </Dialog>
  );
}
