import { Phone, PhoneOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { softphoneStore } from '../state/softphone/store.ts';
import type { PhoneCallView } from '../state/softphone/types.ts';
import { Parameters } from '../ui/controls/Parameters.tsx';
import { formatPhone } from '../ui/format.ts';

/** The phone rings: who it is, what was handed over, answer or decline. */
export function IncomingCall({ call }: { readonly call: PhoneCallView }) {
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    answer.current?.focus();
    const before = document.title;
    document.title = `Call from ${formatPhone(call.who)}`;
    return () => {
      document.title = before;
    };
  }, [call.who]);
  const { answer: take, decline } = softphoneStore.getState();
  return (
    <div className="incoming" role="alertdialog" aria-labelledby="incoming-who" aria-describedby="incoming-what">
      <p id="incoming-what" className="incoming-what">
        Incoming call
      </p>
      <strong id="incoming-who">{formatPhone(call.who)}</strong>
      {Object.keys(call.parameters).length > 0 && <Parameters parameters={call.parameters} />}
      <div className="incoming-actions">
        <button type="button" className="call-start" ref={answer} onClick={take}>
          <Phone size={15} aria-hidden="true" /> Answer
        </button>
        <button type="button" className="call-stop" onClick={decline}>
          <PhoneOff size={15} aria-hidden="true" /> Decline
        </button>
      </div>
    </div>
  );
}
