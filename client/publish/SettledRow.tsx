import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { Channel, NumberView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelWord, formerWords, ownName } from '../state/number-words.ts';
import { operate } from '../state/operation.ts';
import { formatPhone } from '../ui/format.ts';

/** A number that the flow answers already, with the way back: told first, then gone. */
export function SettledRow({ number }: { number: NumberView }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const lines = (['voice', 'messaging'] as const).filter((channel) => number[channel].assigned);
  const putBack = async (): Promise<void> => {
    setBusy(true);
    const choice = { sid: number.sid, voice: lines.includes('voice'), messaging: lines.includes('messaging') };
    const outcome = await operate(() => numbersApi.release([choice]));
    setFailure(outcome.failure);
    setBusy(false);
    setAsking(false);
  };
  const phone = formatPhone(number.phoneNumber);
  return (
    <li className="pick is-settled">
      <CircleCheck size={15} aria-hidden="true" />
      <span className="pick-words">
        <span>
          <strong>{phone}</strong> {ownName(number)}
        </span>
        <span className="pick-now">leads to this flow</span>
        {asking && <span className="pick-back">{backWords(number, lines)}</span>}
        {failure && (
          <span className="pick-back is-error" role="alert">
            {failure}
          </span>
        )}
      </span>
      {asking ? (
        <span className="pick-boxes">
          <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void putBack()}>
            {busy ? 'Putting back' : 'Put back'}
          </button>
          <button type="button" className="quiet-button" disabled={busy} onClick={() => setAsking(false)}>
            Cancel
          </button>
        </span>
      ) : (
        <button
          type="button"
          className="plain-button is-small"
          aria-label={`Put back ${phone}…`}
          disabled={number.operation !== null}
          onClick={() => setAsking(true)}
        >
          Put back…
        </button>
      )}
    </li>
  );
}

function backWords(number: NumberView, lines: readonly Channel[]): string {
  const parts = lines.map(
    (channel) => `${channelWord(channel)} will be answered by ${formerWords(number[channel].assigned?.former ?? {})}`,
  );
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} again.`;
}
