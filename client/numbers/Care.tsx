import { useState } from 'react';
import type { Channel, LineView, NumberView } from '../../shared/api/numbers.ts';
import { inEnvironment } from '../../shared/flow/environments.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelWord } from '../state/number-words.ts';
import { numbersStore } from '../state/numbers.ts';
import { type Outcome, operate } from '../state/operation.ts';
import { SettingChanges } from '../ui/controls/SettingChanges.tsx';
import { formatPhone, formatTime } from '../ui/format.ts';

interface CareProps {
  readonly number: NumberView;
  readonly channel: Channel;
  readonly onDone: (outcome: Pick<Outcome, 'failure'>, text: string) => void;
}

/** A line that is not as Patchcord set it, or would not be set so today: what differs, and both ways on. */
export function Care({ number, channel, onDone }: CareProps) {
  const [busy, setBusy] = useState(false);
  const { assigned } = number[channel];
  if (!assigned) return null;
  const choice = [{ sid: number.sid, voice: channel === 'voice', messaging: channel === 'messaging' }];
  const name = assigned.name ?? assigned.flow;
  const what = `${channelWord(channel)} to ${formatPhone(number.phoneNumber)}`;
  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  const takeOver = () =>
    run(async () => {
      const outcome = await operate(() => numbersApi.publish(assigned.flow, choice, assigned.environment));
      onDone(outcome, `“${name}”${inEnvironment(assigned.environment)} answers ${channelWord(channel)} again.`);
    });
  const leave = () =>
    run(async () => {
      const failure = await forget(choice);
      onDone({ failure }, 'Left as it is. Patchcord no longer watches it.');
    });
  const drifted = assigned.drift.length > 0;
  const locked = busy || number.operation !== null;
  return (
    <section className="care" aria-label={`Changed: ${what}`}>
      <p>{drifted ? driftWords(channel, assigned) : OUTDATED}</p>
      {drifted && (
        <SettingChanges
          label={`What was changed for ${what}`}
          heads={['Patchcord set', 'Now at Twilio']}
          changes={assigned.drift.map(({ property, set, found }) => ({ name: property, from: set, to: found }))}
        />
      )}
      <div className="care-actions">
        <button type="button" className="plain-button is-small" disabled={locked} onClick={() => void takeOver()}>
          {drifted ? 'Take over again' : 'Publish again'}
        </button>
        {drifted && (
          <button type="button" className="plain-button is-small" disabled={locked} onClick={() => void leave()}>
            Leave it as it is
          </button>
        )}
      </div>
    </section>
  );
}

const OUTDATED =
  'The public address of this server has changed since. Twilio still asks the former one, where nobody may answer.';

function driftWords(channel: Channel, { at, name, flow, environment }: NonNullable<LineView['assigned']>): string {
  return `Somebody changed at Twilio what answers ${channelWord(channel)}, after “${name ?? flow}”${inEnvironment(environment)} was published to it (${formatTime(at)}).`;
}

/** @returns why it failed, or null */
async function forget(choice: Parameters<typeof numbersApi.forget>[0]): Promise<string | null> {
  try {
    await numbersApi.forget(choice);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await numbersStore.getState().refresh();
  }
}
