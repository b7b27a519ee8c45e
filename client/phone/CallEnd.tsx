import { Phone } from 'lucide-react';
import { usePhone } from '../state/hooks.ts';
import { DEFAULT_CALLER, phoneStore } from '../state/phone.ts';
import { formatPhone } from '../ui/format.ts';

/** After a call: who calls next, and the next call. */
export function CallEnd() {
  return (
    <div className="phone-controls">
      <CallerField />
      <button type="button" className="call-again" onClick={() => void phoneStore.getState().dial()}>
        <Phone size={15} aria-hidden="true" /> Call again
      </button>
    </div>
  );
}

function CallerField() {
  const from = usePhone((state) => state.from);
  return (
    <label className="caller">
      <span>Caller’s number</span>
      <input
        className="control"
        value={formatPhone(from)}
        placeholder={formatPhone(DEFAULT_CALLER)}
        autoComplete="off"
        onChange={(event) => phoneStore.getState().setFrom(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void phoneStore.getState().dial();
        }}
      />
    </label>
  );
}
