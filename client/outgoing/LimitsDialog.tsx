import { useEffect, useState } from 'react';
import { outgoingApi } from '../api/outgoing.ts';
import { useLoad } from '../state/use-load.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { numberOf } from './run-form.ts';

interface LimitsDialogProps {
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** What holds for every call out: countries, calls a day, calls a second. */
export function LimitsDialog({ onClose, onSaved }: LimitsDialogProps) {
  const { data, error } = useLoad('outgoing-settings', () => outgoingApi.settings());
  const [countries, setCountries] = useState<string | null>(null);
  const [perDay, setPerDay] = useState('');
  const [perSecond, setPerSecond] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    setCountries(data.countries === null ? null : data.countries.join(' '));
    setPerDay(String(data.callsPerDay));
    setPerSecond(String(data.callsPerSecond));
  }, [data]);
  const save = async (): Promise<void> => {
    const named =
      countries === null
        ? null
        : countries
            .toUpperCase()
            .split(/[\s,;]+/)
            .filter(Boolean);
    setBusy(true);
    setTrouble(null);
    try {
      await outgoingApi.setSettings({
        countries: named,
        callsPerDay: Number(perDay),
        callsPerSecond: numberOf(perSecond),
      });
      onSaved();
      onClose();
    } catch (reason) {
      setTrouble(reason instanceof Error ? reason.message : String(reason));
      setBusy(false);
    }
  };
  const problem = trouble ?? error?.message;
  return (
    <Dialog title="Limits of calls out" open onClose={() => !busy && onClose()}>
      <form
        className="outgoing-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="quiet-line">They hold for every list and every single call, whoever starts it.</p>
        <fieldset className="outgoing-choice">
          <legend>Countries that may be called</legend>
          <label>
            <input type="radio" name="countries" checked={countries === null} onChange={() => setCountries(null)} />
            Those of the account’s own numbers
            {data && countries === null ? ` (${data.allowed.join(', ') || 'none'})` : ''}
          </label>
          <label>
            <input
              type="radio"
              name="countries"
              checked={countries !== null}
              onChange={() => setCountries(data?.allowed.join(' ') ?? '')}
            />
            These
          </label>
          {countries !== null && (
            <input
              className="control mono"
              aria-label="Countries, two letters each"
              placeholder="US CA"
              value={countries}
              onChange={(event) => setCountries(event.target.value)}
            />
          )}
        </fieldset>
        <div className="outgoing-pair">
          <Labelled label="Calls a day (UTC)" hint={data && <>{data.callsToday.toLocaleString('en')} placed today</>}>
            {(attributes) => (
              <input
                {...attributes}
                className="control"
                inputMode="numeric"
                pattern="\d{1,7}"
                title="A whole number, without separators"
                required
                value={perDay}
                onChange={(event) => setPerDay(event.target.value)}
              />
            )}
          </Labelled>
          <Labelled label="Calls a second" hint="Twilio places 1 unless it was asked for more">
            {(attributes) => (
              <input
                {...attributes}
                className="control"
                inputMode="decimal"
                pattern="\d*[.,]?\d+"
                title="A number such as 1 or 0.5"
                required
                value={perSecond}
                onChange={(event) => setPerSecond(event.target.value)}
              />
            )}
          </Labelled>
        </div>
        {problem && (
          <p className="quiet-line is-error" role="alert">
            {problem}
          </p>
        )}
        <div className="outgoing-buttons">
          <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="main-button" disabled={!data || busy}>
            {busy ? 'Saving' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
