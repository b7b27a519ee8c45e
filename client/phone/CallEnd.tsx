import { Check, ListChecks, Phone, PhoneOutgoing } from 'lucide-react';
import { useState } from 'react';
import type { PhoneCall } from '../state/call/types.ts';
import { useFlow, useNarrow, usePhone } from '../state/hooks.ts';
import { DEFAULT_CALLER, phoneStore, plainNumber } from '../state/phone.ts';
import { nameForCall, saveCallAsTest } from '../state/save-call.ts';
import { formatPhone } from '../ui/format.ts';

/** After a call: keep it as a test, who calls next, and the next call. */
export function CallEnd() {
  const call = usePhone((state) => state.call);
  const narrow = useNarrow();
  return (
    <div className="phone-controls">
      {call && !narrow && <SaveCall call={call} />}
      <CallerField />
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

function SaveCall({ call }: { call: PhoneCall }) {
  const [state, setState] = useState<'idle' | 'saved' | 'failed'>('idle');
  const save = async (): Promise<void> => {
    try {
      await saveCallAsTest(nameForCall(call));
      setState('saved');
    } catch {
      setState('failed');
    }
  };
  if (state === 'saved') {
    return (
      <p className="call-saved" role="status">
        <Check size={14} aria-hidden="true" /> Saved as a test
      </p>
    );
  }
  return (
    <>
      <button type="button" className="plain-button" onClick={() => void save()}>
        <ListChecks size={15} aria-hidden="true" /> Save this call as a test
      </button>
      {state === 'failed' && (
        <p className="phone-note is-error" role="alert">
          The call could not be saved. Call again and try once more.
        </p>
      )}
    </>
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
