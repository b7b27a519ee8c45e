import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CallerIdView } from '../../shared/api/caller-ids.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { fromsStore } from '../state/froms.ts';
import { useSetup } from '../state/setup.ts';
import { useLoad } from '../state/use-load.ts';
import { useSubmit } from '../state/use-submit.ts';
import { formatPhone, formatTime } from '../ui/format.ts';
import { VerifyDialog } from './VerifyDialog.tsx';
import './caller-ids.css';

/** Numbers outside the account that calls may show, verified by a code keyed in there. */
export function CallerIds() {
  const { setup } = useSetup();
  const configured = setup?.twilio.configured ?? false;
  const list = useLoad(configured ? `caller-ids ${setup?.twilio.accountSid ?? ''}` : null, () => callerIdsApi.list());
  const [adding, setAdding] = useState(false);
  const changed = async (): Promise<void> => {
    await Promise.all([list.reload(), fromsStore.getState().refresh()]);
  };
  return (
    <section className="settings-section" aria-labelledby="caller-ids-title">
      <div className="caller-ids-head">
        <h2 id="caller-ids-title">Verified caller IDs</h2>
        {configured && (
          <button type="button" className="plain-button is-small" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden="true" /> Verify a number
          </button>
        )}
      </div>
      <p className="settings-line">
        Numbers that are not of the account but that its calls may show, such as the office’s own line. Twilio calls the
        number once, and somebody there keys in a code.
      </p>
      {setup && !configured && <p className="settings-line">Set the Twilio account above first.</p>}
      {list.error && (
        <p className="settings-line is-error">
          {list.error.message}{' '}
          <button type="button" className="text-button" onClick={() => void list.reload()}>
            Try again
          </button>
        </p>
      )}
      {list.loading && !list.data && configured && <p className="settings-line">Asking Twilio</p>}
      {list.data?.callerIds.length === 0 && <p className="settings-line">There is none yet.</p>}
      {list.data && list.data.callerIds.length > 0 && (
        <ul className="caller-ids">
          {list.data.callerIds.map((one) => (
            <Row key={one.sid} callerId={one} onRemoved={changed} />
          ))}
        </ul>
      )}
      {adding && <VerifyDialog onClose={() => setAdding(false)} onVerified={changed} />}
    </section>
  );
}

/** Removing cannot be taken back without another call, so it takes two clicks. */
function Row({ callerId, onRemoved }: { callerId: CallerIdView; onRemoved: () => Promise<void> }) {
  const { sid, phoneNumber, friendlyName, at } = callerId;
  const number = formatPhone(phoneNumber);
  const [sure, setSure] = useState(false);
  const { busy, said, submit } = useSubmit();
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), 5000);
    return () => clearTimeout(timer);
  }, [sure]);
  const remove = (): void =>
    void submit(async () => {
      await callerIdsApi.remove(sid);
      await onRemoved();
      return '';
    });
  return (
    <li>
      <div className="caller-id-row">
        <code>{number}</code>
        <span className="caller-id-name">{friendlyName === phoneNumber ? '' : friendlyName}</span>
        <span className="caller-id-at">verified {formatTime(at)}</span>
        <button
          type="button"
          className={sure ? 'plain-button is-small is-destructive' : 'icon-button'}
          aria-label={sure ? `Remove ${number} for good` : `Remove ${number}`}
          disabled={busy}
          onClick={sure ? remove : () => setSure(true)}
        >
          {sure ? 'Remove' : <Trash2 size={15} aria-hidden="true" />}
        </button>
      </div>
      {said?.failed && (
        <p className="settings-said is-error" role="alert">
          {said.text}
        </p>
      )}
    </li>
  );
}
