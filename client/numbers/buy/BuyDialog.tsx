import { useState } from 'react';
import type { PurchaseView } from '../../../shared/api/number-market.ts';
import { Dialog } from '../../ui/controls/Dialog.tsx';
import type { Wish } from '../wish.ts';
import { Bought } from './Bought.tsx';
import { Confirm } from './Confirm.tsx';
import { Market } from './Market.tsx';
import type { Offer } from './offer.ts';
import './buy.css';

interface BuyDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Goes on to choosing what answers the new number. */
  readonly onUse: (number: Wish) => void;
}

/** Buying a number: search, confirm number and price, and what came of it. */
export function BuyDialog({ open, onClose, onUse }: BuyDialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title="Buy a number" open={open} onClose={() => !busy && onClose()} wide>
      <Pages onClose={onClose} onUse={onUse} busy={busy} onBusy={setBusy} />
    </Dialog>
  );
}

interface PagesProps extends Omit<BuyDialogProps, 'open'> {
  /** While a number is being bought, which the window stays open for. */
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
}

/** Lives as long as the window is open. The search stays behind a confirmation, so that going back finds it as it was. */
function Pages({ onClose, onUse, busy, onBusy }: PagesProps) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [purchase, setPurchase] = useState<PurchaseView | null>(null);
  if (purchase) return <Bought purchase={purchase} onClose={onClose} onUse={onUse} />;
  return (
    <>
      <div hidden={offer !== null}>
        <Market onChoose={setOffer} />
      </div>
      {offer && (
        <Confirm offer={offer} busy={busy} onBusy={onBusy} onBack={() => setOffer(null)} onBought={setPurchase} />
      )}
    </>
  );
}
