import { useState } from 'react';
import type { NumberListView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelWord } from '../state/number-words.ts';
import { numbersStore } from '../state/numbers.ts';
import { formatPhone, formatTime } from '../ui/format.ts';

/** Numbers that Patchcord had set and the account no longer has. */
export function Gone({ gone }: Pick<NumberListView, 'gone'>) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const forget = async ({ sid, channel }: (typeof gone)[number]): Promise<void> => {
    setTrouble(null);
    try {
      await numbersApi.forget([{ sid, voice: channel === 'voice', messaging: channel === 'messaging' }]);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
    await numbersStore.getState().refresh();
  };
  return (
    <section className="notice" aria-label="Numbers that are gone">
      <p>
        These were published to and are not in this account any more. Another account may be set, or they were given up.
      </p>
      <ul>
        {gone.map((one) => (
          <li key={`${one.sid} ${one.channel}`}>
            {formatPhone(one.phoneNumber)}: {channelWord(one.channel)}, “{one.flow}”, {formatTime(one.at)}{' '}
            <button type="button" className="text-button" onClick={() => void forget(one)}>
              Forget
            </button>
          </li>
        ))}
      </ul>
      {trouble && (
        <p className="is-error" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
