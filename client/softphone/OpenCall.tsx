import { Mic, MicOff, PhoneOff } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { softphoneStore } from '../state/softphone/store.ts';
import type { PhoneCallView } from '../state/softphone/types.ts';
import { useLevels } from '../state/softphone/use-softphone.ts';
import { warningWords } from '../state/softphone/warnings.ts';
import { formatPhone, formatSeconds } from '../ui/format.ts';
import { Keypad } from './Keypad.tsx';
import { Meter } from './Meter.tsx';
import { ProblemNote } from './ProblemNote.tsx';

/** A call that is being made or goes on. */
export function OpenCall({ call }: { readonly call: PhoneCallView }) {
  const { hangUp, mute, press } = softphoneStore.getState();
  const talking = call.state === 'open' || call.state === 'lost';
  const type = (event: KeyboardEvent): void => {
    if (!/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(event.key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys work wherever the focus is in the call
    <div className="open-call" onKeyDown={type}>
      <div className="open-call-head">
        <strong>{formatPhone(call.who)}</strong>
        <span className={talking ? 'open-call-time is-on' : 'open-call-time'} role="status">
          {call.openedAt === null ? STATES[call.state] : <Duration from={call.openedAt} />}
        </span>
      </div>
      {call.state === 'lost' && (
        <p className="softphone-warning">The connection is lost; the phone tries to get it back.</p>
      )}
      {call.problem && <ProblemNote problem={call.problem} />}
      {call.warnings.length > 0 && (
        <ul className="softphone-warnings" aria-live="polite">
          {call.warnings.map((name) => (
            <li key={name}>{warningWords(name)}</li>
          ))}
        </ul>
      )}
      <Meters muted={call.muted} />
      <output className="open-call-keys" aria-label="Keys pressed">
        {call.keys}
      </output>
      <Keypad onPress={press} disabled={!talking && call.state !== 'ringing'} />
      <div className="open-call-actions">
        <button
          type="button"
          className="plain-button"
          aria-pressed={call.muted}
          disabled={!talking}
          onClick={() => mute(!call.muted)}
        >
          {call.muted ? <MicOff size={15} aria-hidden="true" /> : <Mic size={15} aria-hidden="true" />}
          {call.muted ? 'Unmute' : 'Mute'}
        </button>
        <button type="button" className="call-stop" onClick={hangUp}>
          <PhoneOff size={15} aria-hidden="true" /> Hang up
        </button>
      </div>
      {call.sid && (
        <p className="softphone-fine">
          <code>{call.sid}</code>
        </p>
      )}
    </div>
  );
}

const STATES: Readonly<Record<PhoneCallView['state'], string>> = {
  asking: 'Connecting',
  ringing: 'Rings',
  open: '',
  lost: '',
  over: '',
};

function Duration({ from }: { readonly from: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return <>{formatSeconds(Math.max(0, Math.floor((now - from) / 1000)))}</>;
}

function Meters({ muted }: { readonly muted: boolean }) {
  const { microphone, speaker } = useLevels();
  return (
    <div className="meters">
      <Meter label="You" level={muted ? 0 : microphone} />
      <Meter label="Them" level={speaker} />
    </div>
  );
}
