import { useState } from 'react';
import { outgoingApi } from '../api/outgoing.ts';
import { createRequestKeys } from '../state/request-keys.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { formatPhone } from '../ui/format.ts';
import type { Use } from './columns.ts';
import { bodyOf, type RunForm } from './run-form.ts';
import { people, placeWords } from './words.ts';

interface StartDialogProps {
  readonly form: RunForm;
  readonly uses: Readonly<Record<string, Use>>;
  readonly good: number;
  readonly bad: number;
  readonly onClose: () => void;
  readonly onStarted: (list: string) => void;
}

/** Confirmed again after a lost answer, even in a form that was made anew, it is the same list. */
const keys = createRequestKeys();

/** Asks once more before anybody is called. */
export function StartDialog({ form, uses, good, bad, onClose, onStarted }: StartDialogProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    const body = bodyOf(form, uses);
    if (!body) return;
    setBusy(true);
    setTrouble(null);
    try {
      const list = await outgoingApi.create({ ...body, idempotencyKey: keys.of(body) });
      keys.done(body);
      onStarted(list.id);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Call ${people(good)}?`} open onClose={() => !busy && onClose()}>
      <p className="quiet-line">
        {people(good)} will be called through {placeWords(form)} from {formatPhone(form.from)}, at most{' '}
        {form.concurrency} at a time and {form.callsPerSecond} a second
        {form.hours && `, between ${form.hours.from} and ${form.hours.to} (${form.hours.timezone})`}. It begins at once
        and can be paused or canceled.{bad > 0 && ` ${bad} bad rows are left out.`}
      </p>
      {trouble && (
        <p className="quiet-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="outgoing-buttons">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Not yet
        </button>
        <button type="button" className="main-button" disabled={busy} onClick={() => void start()}>
          {busy ? 'Starting' : 'Start calling'}
        </button>
      </div>
    </Dialog>
  );
}
