import { type FormEvent, useState } from 'react';
import type { SoftphoneView } from '../../shared/api/softphone.ts';
import { numbersApi } from '../api/numbers.ts';
import { softphoneApi } from '../api/softphone.ts';
import { useLoad } from '../state/use-load.ts';
import { formatPhone } from '../ui/format.ts';
import { useAct } from './use-act.ts';

interface DiallingProps {
  readonly view: SoftphoneView;
  readonly onChange: () => void;
}

/** Whether the phone may call more than flows, and which number those it calls see. */
export function Dialling({ view, onChange }: DiallingProps) {
  const { outside, callerId } = view.dialling;
  const [wanted, setWanted] = useState(outside);
  const { busy, error, act } = useAct();
  const keep = (next: { outside: boolean; callerId: string | null }) =>
    act(async () => {
      await softphoneApi.setDialling(next);
      onChange();
    });
  const toggle = (on: boolean): void => {
    setWanted(on);
    if (!on && outside) void keep({ outside: false, callerId });
  };
  return (
    <section className="softphone-section" aria-labelledby="dialling-title">
      <h2 id="dialling-title">What it may call</h2>
      <label className="softphone-check">
        <input type="checkbox" checked={wanted} onChange={(event) => toggle(event.target.checked)} />
        <span>Numbers and other phones, too</span>
      </label>
      <p className="softphone-fine">
        {wanted
          ? 'Calls to numbers cost money, and everybody who can log in here can make them. A trial account reaches verified numbers only.'
          : 'Only your flows. Nobody can run up a bill with it.'}
      </p>
      {wanted && (
        <CallerIdForm
          callerId={callerId}
          busy={busy}
          onKeep={(number) => void keep({ outside: true, callerId: number })}
        />
      )}
      {error !== null && <p className="softphone-error">{error}</p>}
    </section>
  );
}

interface CallerIdFormProps {
  readonly callerId: string | null;
  readonly busy: boolean;
  readonly onKeep: (number: string) => void;
}

function CallerIdForm({ callerId, busy, onKeep }: CallerIdFormProps) {
  const numbers = useLoad('numbers', async () => (await numbersApi.list()).numbers);
  const [typed, setTyped] = useState(callerId ?? '');
  const number = typed.replace(/[\s().-]/g, '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onKeep(number);
  };
  return (
    <form className="softphone-field" onSubmit={submit}>
      <label htmlFor="phone-caller-id">Number they see</label>
      <div className="call-form-row">
        <input
          id="phone-caller-id"
          className="control mono"
          list="phone-caller-ids"
          value={typed}
          placeholder="+1 555 010 0199"
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id="phone-caller-ids">
          {numbers.data?.map(({ phoneNumber, friendlyName }) => (
            <option key={phoneNumber} value={phoneNumber}>
              {friendlyName}
            </option>
          ))}
        </datalist>
        <button type="submit" className="plain-button" disabled={busy || number === '' || number === callerId}>
          Allow
        </button>
      </div>
      <p className="softphone-fine">
        {callerId === null
          ? 'One of your Twilio numbers, or one you verified there. Nothing is allowed until it is set.'
          : `Allowed; they see ${formatPhone(callerId)}.`}
      </p>
    </form>
  );
}
