import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PurchaseView } from '../../../shared/api/number-market.ts';
import { formatPhone } from '../../ui/format.ts';
import type { Wish } from '../wish.ts';
import { priceWords } from './words.ts';

interface BoughtProps {
  readonly purchase: PurchaseView;
  readonly onClose: () => void;
  readonly onUse: (number: Wish) => void;
}

/** What came of buying, and the way on. */
export function Bought({ purchase: { phoneNumber, price, sid }, onClose, onUse }: BoughtProps) {
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <div className="confirm" role="status">
      <p ref={head} tabIndex={-1} className="confirm-number is-done">
        <CircleCheck size={20} aria-hidden="true" /> {formatPhone(phoneNumber)} is yours
      </p>
      <p className="confirm-line">
        For {priceWords(price)} a month. Until you choose a flow for it, callers hear what Twilio gives new numbers.
      </p>
      <div className="confirm-actions">
        <button type="button" className="plain-button" onClick={onClose}>
          Close
        </button>
        {sid !== null && (
          <button type="button" className="main-button" onClick={() => onUse({ sid, phoneNumber })}>
            Choose a flow for it
          </button>
        )}
      </div>
    </div>
  );
}
