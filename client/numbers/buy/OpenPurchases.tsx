import { useState } from 'react';
import type { PurchaseView } from '../../../shared/api/number-market.ts';
import { numbersApi } from '../../api/numbers.ts';
import { numbersStore } from '../../state/numbers.ts';
import { useLoad } from '../../state/use-load.ts';
import { formatPhone } from '../../ui/format.ts';
import { priceWords } from './words.ts';

/** Numbers of which Twilio has not told whether they were bought. */
export function OpenPurchases() {
  const { data, reload } = useLoad('purchases', () => numbersApi.purchases());
  const open = data?.purchases.filter(({ state }) => state === 'asked') ?? [];
  return open.map((purchase) => <Open key={purchase.id} purchase={purchase} onTold={() => void reload()} />);
}

function Open({ purchase, onTold }: { purchase: PurchaseView; onTold: () => void }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { phoneNumber, country, type, price } = purchase;
  const ask = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    try {
      await numbersApi.buy({ phoneNumber, country, type, price });
      await numbersStore.getState().refresh();
      onTold();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="notice" aria-label={`Purchase of ${formatPhone(phoneNumber)}`}>
      <p>
        Twilio has not told yet whether <strong>{formatPhone(phoneNumber)}</strong> was bought for {priceWords(price)} a
        month. Asking again looks in the account first, so it is never bought twice.{' '}
        <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void ask()}>
          {busy ? 'Asking' : 'Ask again'}
        </button>
      </p>
      {trouble && (
        <p className="is-error" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
