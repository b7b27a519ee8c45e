import { useState } from 'react';
import type { AvailableNumbersView, NumberSearch } from '../../../shared/api/number-market.ts';
import { numbersApi } from '../../api/numbers.ts';
import { useLoad } from '../../state/use-load.ts';
import { formatPhone } from '../../ui/format.ts';
import { Marks } from '../Marks.tsx';
import type { Offer } from './offer.ts';
import { SearchForm } from './SearchForm.tsx';
import { countryName, placeOf, priceWords, TYPE_WORDS } from './words.ts';

/** Numbers that can be bought, found by country, type and digits. */
export function Market({ onChoose }: { onChoose: (offer: Offer) => void }) {
  const [search, setSearch] = useState<Partial<NumberSearch> | null>(null);
  const key = search === null ? null : JSON.stringify(search);
  const found = useLoad(key, () => numbersApi.available(search ?? {}));
  const again = search ? () => void found.reload() : undefined;
  return (
    <>
      <SearchForm
        busy={search !== null && found.loading}
        onSearch={(next) => {
          // The same search again is a fresh look, as numbers come and go.
          if (JSON.stringify(next) === key) again?.();
          else setSearch(next);
        }}
      />
      <div className="offers" aria-live="polite" aria-busy={found.loading && search !== null}>
        {search !== null && found.error && <p className="offers-said is-error">{found.error.message}</p>}
        {search !== null && found.loading && !found.data && <p className="offers-said">Asking Twilio</p>}
        {found.data && !found.error && search && <Offers found={found.data} search={search} onChoose={onChoose} />}
      </div>
    </>
  );
}

interface OffersProps {
  readonly found: AvailableNumbersView;
  readonly search: Partial<NumberSearch>;
  readonly onChoose: (offer: Offer) => void;
}

function Offers({ found: { numbers, price }, search, onChoose }: OffersProps) {
  const kind = `${TYPE_WORDS[search.type ?? 'local'].toLowerCase()} numbers in ${countryName(search.country ?? 'US')}`;
  if (numbers.length === 0)
    return <p className="offers-said">Twilio has no such {kind} now. Ask for fewer digits, or for another type.</p>;
  return (
    <>
      <p className="offers-said">
        {price
          ? `${priceWords(price)} a month each.`
          : 'Twilio names no price for these, so they cannot be bought here. Buy one in Twilio’s console.'}
      </p>
      <ul className="offer-list">
        {numbers.map((number) => (
          <li key={number.phoneNumber} className="offer">
            <span className="offer-words">
              <strong>{formatPhone(number.phoneNumber)}</strong>
              <span>
                {placeOf(number)}
                <span className="marks">
                  {number.addressRequirements !== 'none' && <span className="mark">needs an address</span>}
                  <Marks capabilities={number.capabilities} />
                </span>
              </span>
            </span>
            <button
              type="button"
              className="plain-button is-small"
              aria-label={`Choose ${formatPhone(number.phoneNumber)}`}
              disabled={price === null}
              onClick={() => price && onChoose({ number, price })}
            >
              Choose
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
