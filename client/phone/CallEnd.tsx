import { Phone, PhoneOutgoing } from 'lucide-react';
import { zoneOfFlow } from '../state/flow-clock.ts';
import { useDocument, useFlow, useNarrow, usePhone } from '../state/hooks.ts';
import { DEFAULT_CALLER, phoneStore, plainNumber } from '../state/phone.ts';
import { formatPhone } from '../ui/format.ts';
import { SaveCall } from './SaveCall.tsx';

/** After a call: keep it as a test, who calls next, and the next call. */
export function CallEnd() {
  const call = usePhone((state) => state.call);
  const narrow = useNarrow();
  return (
    <div className="phone-controls">
      {call && !narrow && <SaveCall call={call} />}
      <CallerField />
      <MomentField />
      <button type="button" className="call-again" onClick={() => void phoneStore.getState().dial()}>
        <Phone size={15} aria-hidden="true" /> Call again
      </button>
      <CallForReal />
    </div>
  );
}

/** The phone that goes through Twilio lies on a page of its own, which this one must not speak for. */
function CallForReal() {
  const id = useFlow((state) => state.id);
  if (id === null) return null;
  return (
    <a className="call-real" href={`/softphone?flow=${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
      <PhoneOutgoing size={13} aria-hidden="true" /> Call for real, through Twilio
    </a>
  );
}

function CallerField() {
  const from = usePhone((state) => state.from);
  return (
    <label className="caller">
      <span>Caller’s number</span>
      <input
        className="control"
        value={from}
        placeholder={formatPhone(DEFAULT_CALLER)}
        autoComplete="off"
        onChange={(event) => phoneStore.getState().setFrom(event.target.value)}
        onBlur={() => phoneStore.getState().setFrom(formatPhone(plainNumber(from)))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void phoneStore.getState().dial();
        }}
      />
    </label>
  );
}

/** Only where the time decides what callers hear. */
function MomentField() {
  const at = usePhone((state) => state.at);
  const zone = useDocument(({ document }) => zoneOfFlow(document));
  const matters = useDocument(({ document }) => Object.values(document.blocks).some(({ type }) => type === 'hours'));
  if (!matters && at === '') return null;
  return (
    <label className="caller">
      <span>Calls at this time in {zone.replaceAll('_', ' ')}; now if empty</span>
      <input
        type="datetime-local"
        className="control"
        value={at}
        onChange={(event) => phoneStore.getState().setAt(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void phoneStore.getState().dial();
        }}
      />
    </label>
  );
}
