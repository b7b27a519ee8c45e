import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { BuyNumber, NumberPrice, PurchaseView } from '../../../shared/api/number-market.ts';
import { numbersApi } from '../../api/numbers.ts';
import { ApiFailure } from '../../api/request.ts';
import { numbersStore } from '../../state/numbers.ts';
import { formatPhone } from '../../ui/format.ts';
import { Marks } from '../Marks.tsx';
import type { Offer } from './offer.ts';
import { placeOf, priceWords, TYPE_WORDS } from './words.ts';

interface ConfirmProps {
  readonly offer: Offer;
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
  readonly onBack: () => void;
  readonly onBought: (purchase: PurchaseView) => void;
}

/** The number and its price once more; buys it at this price or not at all. */
export function Confirm({ offer: { number, price: shown }, busy, onBusy, onBack, onBought }: ConfirmProps) {
  const [price, setPrice] = useState(shown);
  const [trouble, setTrouble] = useState<string | null>(null);
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => head.current?.focus(), []);
  const buy = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const { phoneNumber, country, type } = number;
    const more = Object.fromEntries(
      ['addressSid', 'bundleSid'].map((name) => [name, text(name)]).filter(([, it]) => it),
    );
    onBusy(true);
    setTrouble(null);
    try {
      const purchase = await numbersApi.buy({ phoneNumber, country, type, price, ...more } as BuyNumber);
      await numbersStore.getState().refresh();
      onBought(purchase);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      const now = newPrice(error);
      if (now) setPrice(now);
    } finally {
      onBusy(false);
    }
  };
  return (
    <form className="confirm" onSubmit={(event) => void buy(event)}>
      <p ref={head} tabIndex={-1} className="confirm-number">
        {formatPhone(number.phoneNumber)}
      </p>
      <p className="confirm-line">
        {TYPE_WORDS[number.type]}, {placeOf(number)} <Marks capabilities={number.capabilities} />
      </p>
      <p className="confirm-price">
        <strong>{priceWords(price)}</strong> a month
      </p>
      <p className="confirm-line">
        Twilio charges the account now and every month, until the number is given up in Twilio’s console. Calls and
        messages cost extra.
      </p>
      {number.addressRequirements !== 'none' && (
        <>
          <p className="confirm-line">{ADDRESS[number.addressRequirements]}</p>
          <SidField name="addressSid" label="Address" prefix="AD" required />
          <SidField name="bundleSid" label="Regulatory bundle, where Twilio asks for one" prefix="BU" />
        </>
      )}
      {trouble && (
        <p className="confirm-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="confirm-actions">
        <button type="button" className="plain-button" disabled={busy} onClick={onBack}>
          Back
        </button>
        <button type="submit" className="main-button" disabled={busy}>
          {busy ? 'Buying' : `Buy for ${priceWords(price)} a month`}
        </button>
      </div>
    </form>
  );
}

const ADDRESS = {
  any: 'Twilio asks for an address for this number. Add it in Twilio’s console and give its SID.',
  local: 'Twilio asks for an address in this country for this number. Add it in Twilio’s console and give its SID.',
  foreign: 'Twilio asks for an address outside this country. Add it in Twilio’s console and give its SID.',
};

function SidField(props: { name: string; label: string; prefix: string; required?: boolean }) {
  const { name, label, prefix, required } = props;
  return (
    <label className="confirm-field">
      <span>{label}</span>
      <input
        className="control mono"
        name={name}
        required={required}
        autoComplete="off"
        spellCheck={false}
        pattern={`${prefix}[0-9a-fA-F]{32}`}
        title={`${prefix} and 32 hexadecimal digits`}
        placeholder={`${prefix}…`}
      />
    </label>
  );
}

/** The price that holds now, where that is why it was refused. */
function newPrice(error: unknown): NumberPrice | undefined {
  return error instanceof ApiFailure ? (error.body as { price?: NumberPrice } | undefined)?.price : undefined;
}
