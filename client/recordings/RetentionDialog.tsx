import { useEffect, useState } from 'react';
import type { NewRetention, RecordingScope, RetentionPreview, RetentionView } from '../../shared/api/recordings.ts';
import { recordingsApi } from '../api/recordings.ts';
import { useLoad } from '../state/use-load.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { formatSeconds, formatTime } from '../ui/format.ts';

interface RetentionDialogProps {
  readonly current: RetentionView;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const USUAL_DAYS = 30;
const MOST_DAYS = 3650;
/** So that not every digit typed asks Twilio. */
const PREVIEW_MS = 400;

/** After how many days recordings are deleted by themselves; shows what that would delete before it is switched on. */
export function RetentionDialog({ current, onClose, onSaved }: RetentionDialogProps) {
  const [on, setOn] = useState(current.days !== null);
  const [typed, setTyped] = useState(String(current.days ?? USUAL_DAYS));
  const [scope, setScope] = useState<RecordingScope>(current.scope);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const days = daysOf(typed);
  const wish: NewRetention | undefined = on
    ? days === undefined
      ? undefined
      : { days, scope }
    : { days: null, scope };
  const save = async (): Promise<void> => {
    if (!wish) return;
    setBusy(true);
    setTrouble(null);
    try {
      await recordingsApi.setRetention(wish);
      onSaved();
      onClose();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="How long recordings are kept" open onClose={() => !busy && onClose()}>
      <form
        className="retention"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset className="retention-choice">
          <legend className="visually-hidden">How long</legend>
          <label>
            <input type="radio" name="keep" checked={!on} onChange={() => setOn(false)} />
            Until somebody deletes them
          </label>
          <label>
            <input type="radio" name="keep" checked={on} onChange={() => setOn(true)} />
            <span>
              For{' '}
              <input
                className="control retention-days"
                inputMode="numeric"
                aria-label="Days"
                aria-invalid={on && days === undefined}
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setOn(true);
                }}
              />{' '}
              days, then they are deleted
            </span>
          </label>
        </fieldset>
        {on && days === undefined && (
          <p className="quiet-line is-error">Enter a number of days from 1 to {MOST_DAYS}.</p>
        )}
        {on && <Scope scope={scope} onChange={setScope} />}
        {on && days !== undefined && <Preview days={days} scope={scope} />}
        {!on && current.days !== null && <p className="quiet-line">Nothing more is deleted by itself.</p>}
        <SoFar current={current} />
        {trouble && (
          <p className="quiet-line is-error" role="alert">
            {trouble}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={on ? 'main-button is-destructive' : 'main-button'}
            disabled={busy || wish === undefined || same(wish, current)}
          >
            {on && days !== undefined ? `Delete after ${days} ${days === 1 ? 'day' : 'days'}` : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Scope({
  scope,
  onChange,
}: {
  readonly scope: RecordingScope;
  readonly onChange: (scope: RecordingScope) => void;
}) {
  return (
    <fieldset className="retention-choice">
      <legend>Which ones</legend>
      <label>
        <input type="radio" name="scope" checked={scope === 'flows'} onChange={() => onChange('flows')} />
        Those of calls that flows here answered
      </label>
      <label>
        <input type="radio" name="scope" checked={scope === 'account'} onChange={() => onChange('account')} />
        All of the account, whoever made them
      </label>
    </fieldset>
  );
}

/** What would be deleted as soon as this is saved. */
function Preview(wish: { readonly days: number; readonly scope: RecordingScope }) {
  const settled = useSettled(`${wish.days} ${wish.scope}`);
  const { data, error, loading } = useLoad(settled, () => recordingsApi.previewRetention(wish));
  if (error) return <p className="retention-preview is-error">{error.message}</p>;
  if (settled === null || loading || !data)
    return <p className="retention-preview">Looking at what that would delete</p>;
  return (
    <p className="retention-preview" role="status">
      {previewWords(data)}
    </p>
  );
}

function previewWords({ count, seconds, oldest, others, complete }: RetentionPreview): string {
  const some = complete ? '' : 'more than ';
  const kept =
    others === 0
      ? ''
      : ` ${others} as old ${others === 1 ? 'is' : 'are'} kept: no flow here answered ${others === 1 ? 'its call' : 'their calls'}.`;
  if (count === 0)
    return `${complete ? 'No recording is' : 'Of the latest ones none is'} old enough to be deleted now.${kept}`;
  const those = `${count} ${count === 1 ? 'recording is' : 'recordings are'}`;
  const since = oldest === null ? '' : `, the oldest of ${formatTime(oldest)}`;
  return `${some === '' ? those : `${some}${those}`} old enough and deleted in the next minutes: ${formatSeconds(Math.round(seconds))} in all${since}.${kept}`;
}

function SoFar({ current: { days, deleted, waiting, lookedAt, trouble } }: { readonly current: RetentionView }) {
  if (days === null && deleted === 0) return null;
  const looked = lookedAt === null ? '' : ` Last looked ${formatTime(lookedAt)}.`;
  return (
    <p className="quiet-line">
      {deleted} deleted by itself so far{waiting > 0 ? `, ${waiting} waiting` : ''}.{looked}
      {trouble && ` ${trouble}`}
    </p>
  );
}

/** The latest value that has stayed for a moment; null before the first has. */
function useSettled(value: string): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PREVIEW_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value ? settled : null;
}

function daysOf(text: string): number | undefined {
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : undefined;
}

function same({ days, scope }: NewRetention, current: RetentionView): boolean {
  return days === current.days && (days === null || scope === current.scope);
}
