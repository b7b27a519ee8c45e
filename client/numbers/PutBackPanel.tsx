import { useState } from 'react';
import type { Channel, LineView, NumberView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelWord, formerWords, settingLines } from '../state/number-words.ts';
import { type Outcome, operate } from '../state/operation.ts';
import { SettingChanges, SettingList } from '../ui/controls/SettingChanges.tsx';
import { formatPhone } from '../ui/format.ts';

interface PutBackPanelProps {
  readonly number: NumberView;
  readonly channel: Channel;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome, text: string) => void;
}

/** What putting a line back will restore, property by property, before anything is done. */
export function PutBackPanel({ number, channel, onClose, onDone }: PutBackPanelProps) {
  const [busy, setBusy] = useState(false);
  const { assigned } = number[channel];
  if (!assigned) return null;
  const kept = new Set(assigned.drift.map(({ property }) => groupOf(property)));
  const restored = Object.entries(assigned.former).filter(([property]) => !kept.has(groupOf(property)));
  const putBack = async (): Promise<void> => {
    setBusy(true);
    const choice = { sid: number.sid, voice: channel === 'voice', messaging: channel === 'messaging' };
    onDone(await operate(() => numbersApi.release([choice])), 'Put back as it was before.');
  };
  const what = `${channelWord(channel)} to ${formatPhone(number.phoneNumber)}`;
  return (
    <section className="number-panel" aria-label={`Put back ${what}`}>
      <p>{restored.length === 0 ? NOTHING : sentence(what, assigned, kept.size > 0)}</p>
      {restored.length > 0 && <SettingList settings={settingLines(Object.fromEntries(restored))} />}
      {assigned.drift.length > 0 && (
        <>
          <p>Changed by somebody after Patchcord set it, so it stays as it is now:</p>
          <SettingChanges
            label="What stays as it is"
            heads={['Patchcord set', 'Stays']}
            changes={assigned.drift.map(({ property, set, found }) => ({ name: property, from: set, to: found }))}
          />
        </>
      )}
      <div className="care-actions">
        <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void putBack()}>
          {busy ? 'Putting back' : 'Put back'}
        </button>
        <button type="button" className="quiet-button" disabled={busy} onClick={onClose}>
          Cancel
        </button>
      </div>
    </section>
  );
}

const NOTHING = 'Everything was changed by somebody after Patchcord had set it. Nothing will be put back.';

function sentence(what: string, { former }: NonNullable<LineView['assigned']>, partly: boolean): string {
  return partly
    ? `Of ${what}, this will be as it was before Patchcord:`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)} will be answered by ${formerWords(former)} again. This will be restored at Twilio:`;
}

/** A URL and its method belong together, and are kept or put back together. */
function groupOf(property: string): string {
  return property.replace(/(Url|Method)$/, '');
}
