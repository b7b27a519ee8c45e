import type { DialledPhone } from '../state/call/types.ts';
import { usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { formatPhone } from '../ui/format.ts';

const NONE: readonly DialledPhone[] = [];

/** The phones that the flow rings; whoever tries the call decides what their owners do. */
export function Phones() {
  const phones = usePhone(({ call }) => call?.phones ?? NONE);
  if (phones.length === 0) return null;
  return (
    <ul className="phones" aria-label="Phones that were dialled">
      {phones.map((phone) => (
        <li key={phone.sid} className={`phone-card is-${phone.state}`}>
          <strong>{formatPhone(phone.to)}</strong>
          <small>{WORDS[phone.state]}</small>
          <PhoneActions {...phone} />
        </li>
      ))}
    </ul>
  );
}

const WORDS = { ringing: 'rings', ignored: 'rings, nobody answers', talking: 'talks' } as const;

function PhoneActions({ sid, to, state }: DialledPhone) {
  const { party } = phoneStore.getState();
  if (state === 'ignored') return null;
  if (state === 'talking') {
    return (
      <div className="phone-card-actions">
        <button type="button" className="plain-button is-small" onClick={() => party(sid, 'hang up')}>
          They hang up
        </button>
      </div>
    );
  }
  const who = <span className="visually-hidden"> {formatPhone(to)}</span>;
  return (
    <div className="phone-card-actions">
      <button type="button" className="plain-button is-small is-answer" onClick={() => party(sid, 'answer')}>
        Answer{who}
      </button>
      <button type="button" className="plain-button is-small" onClick={() => party(sid, 'busy')}>
        Busy{who}
      </button>
      <button type="button" className="plain-button is-small" onClick={() => party(sid, 'ignore')}>
        Don’t answer{who}
      </button>
    </div>
  );
}
