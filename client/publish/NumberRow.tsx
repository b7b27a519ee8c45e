import { useState } from 'react';
import type { NumberView, PointsTo } from '../../shared/api/numbers.ts';
import { settingsApi } from '../api/settings.ts';
import { formatPhone } from '../ui/format.ts';

interface NumberRowProps {
  readonly number: NumberView;
  readonly flow: string;
  readonly published: boolean;
  readonly onChanged: (number: NumberView) => void;
}

/** One number of the account, what it leads to, and the change that can be made. */
export function NumberRow({ number, flow, published, onChanged }: NumberRowProps) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly failed: boolean } | null>(null);
  const here = number.voice.pointsTo.kind === 'flow' && number.voice.pointsTo.flow === flow;
  const run = async (act: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid({ text: await act(), failed: false });
    } catch (error) {
      setSaid({ text: error instanceof Error ? error.message : String(error), failed: true });
    } finally {
      setBusy(false);
    }
  };
  const assign = async (): Promise<string> => {
    onChanged(await settingsApi.assignNumber(number.sid, flow));
    return `Call ${formatPhone(number.phoneNumber)} to hear the flow.`;
  };
  const release = async (): Promise<string> => {
    const { restored, number: now } = await settingsApi.releaseNumber(number.sid);
    onChanged(now);
    return restored ? 'Put back as it was before.' : 'It had been pointed elsewhere meanwhile and was left as it is.';
  };
  return (
    <li className="number-row">
      <div className="number-words">
        <strong>{formatPhone(number.phoneNumber)}</strong>
        <span>{here ? 'leads to this flow' : pointsWords(number.voice.pointsTo)}</span>
      </div>
      {number.voice.assigned && (
        <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void run(release)}>
          Put back
        </button>
      )}
      {!here && (
        <button
          type="button"
          className="plain-button is-small"
          disabled={busy || !published || !number.voice.possible}
          title={number.voice.possible ? undefined : 'This number cannot take calls'}
          onClick={() => void run(assign)}
        >
          Point here
        </button>
      )}
      {said && (
        <p className={`number-said ${said.failed ? 'is-error' : ''}`} role="status">
          {said.text}
        </p>
      )}
    </li>
  );
}

/** What a number leads to, in words. */
export function pointsWords(points: PointsTo): string {
  switch (points.kind) {
    case 'flow':
      return `leads to the flow “${points.name ?? points.flow}”`;
    case 'url':
      return `leads to ${points.url}`;
    case 'application':
      return `leads to the TwiML app ${points.name ?? points.sid}`;
    case 'studio':
      return `leads to the Studio flow ${points.flowSid}`;
    case 'demo':
      return 'leads to Twilio’s demonstration';
    case 'service':
      return `leads to the Messaging Service ${points.name}`;
    case 'trunk':
      return `leads to the SIP trunk ${points.sid}`;
    case 'none':
      return 'leads nowhere yet';
  }
}
