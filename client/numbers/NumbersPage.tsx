import { Plus, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NumberListView } from '../../shared/api/numbers.ts';
import { ApiFailure } from '../api/request.ts';
import { numbersStore, useNumbers } from '../state/numbers.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { BuyDialog } from './buy/BuyDialog.tsx';
import { OpenPurchases } from './buy/OpenPurchases.tsx';
import { Gone } from './Gone.tsx';
import { NumberList } from './NumberList.tsx';
import { OpenOperations } from './OpenOperations.tsx';
import { NoList } from './states.tsx';
import type { Wish } from './wish.ts';
import './numbers.css';

/** Every number of the account, what answers it, and what can be done about that. */
export function NumbersPage() {
  const { list, open, error, loading } = useNumbers();
  const [buying, setBuying] = useState(false);
  const [wish, setWish] = useState<Wish>();
  useEffect(() => {
    document.title = 'Numbers – Patchcord';
  }, []);
  if (error instanceof ApiFailure && error.status === 401) return <SignedOut />;
  const refresh = () => void numbersStore.getState().refresh();
  return (
    <div className="numbers-page">
      <header className="numbers-head">
        <h1>Numbers</h1>
        <button
          type="button"
          className="icon-button"
          aria-label="Fetch the numbers again"
          title="Fetch again"
          disabled={loading}
          onClick={refresh}
        >
          <RefreshCw size={15} aria-hidden="true" className={loading && list ? 'is-turning' : undefined} />
        </button>
        <span className="numbers-space" />
        {list && (
          <button type="button" className="main-button" onClick={() => setBuying(true)}>
            <Plus size={15} aria-hidden="true" /> Buy a number
          </button>
        )}
      </header>
      <OpenOperations operations={open} />
      {list && <OpenPurchases key={String(buying)} />}
      {!list && error && <NoList error={error} again={refresh} />}
      {!list && !error && <PageState busy title="Asking Twilio for your numbers" />}
      {list && error && (
        <p className="notice is-error" role="alert">
          What is shown is as it was before. {error.message}
        </p>
      )}
      {list && <Numbers list={list} wish={wish} buy={() => setBuying(true)} />}
      <BuyDialog
        open={buying}
        onClose={() => setBuying(false)}
        onUse={(next) => {
          setBuying(false);
          setWish(next);
        }}
      />
    </div>
  );
}

function Numbers({ list, wish, buy }: { list: NumberListView; wish: Wish | undefined; buy: () => void }) {
  const { numbers, gone, remarks } = list;
  return (
    <>
      {remarks.map((remark) => (
        <p key={remark} className="notice">
          {remark}
        </p>
      ))}
      {gone.length > 0 && <Gone gone={gone} />}
      {numbers.length > 0 && <NumberList numbers={numbers} wish={wish} />}
      {numbers.length === 0 && (
        <PageState
          title="This account has no numbers"
          actions={
            <button type="button" className="plain-button" onClick={buy}>
              Buy a number
            </button>
          }
        >
          Buy one here or in Twilio’s console. Until then, call your flows in the browser: open one and press Call.
        </PageState>
      )}
    </>
  );
}
