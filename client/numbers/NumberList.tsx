import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { NumberView } from '../../shared/api/numbers.ts';
import { SearchField } from '../ui/controls/SearchField.tsx';
import { countNumbers, FILTERS, type Filter, findNumbers } from './find.ts';
import { NumberItem } from './NumberItem.tsx';
import { useMore } from './use-more.ts';
import type { Wish } from './wish.ts';

/** With fewer than these nothing needs to be searched. */
const FEW = 6;

/** The numbers, with a search and a filter where they are many. */
export function NumberList({ numbers, wish }: { numbers: readonly NumberView[]; wish: Wish | undefined }) {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const counts = useMemo(() => countNumbers(numbers), [numbers]);
  const wanted = useDeferredValue(query);
  const found = useMemo(() => findNumbers(numbers, wanted, filter), [numbers, wanted, filter]);
  const { shown, end, more } = useMore(`${filter} ${wanted}`);
  useEffect(() => {
    if (!wish) return;
    setFilter('all');
    setQuery(wish.phoneNumber);
  }, [wish]);
  const many = numbers.length > FEW || query !== '';
  return (
    <>
      {(many || counts.changed > 0) && (
        <div className="numbers-tools">
          <SearchField
            label="Search the numbers"
            placeholder="Number, name or what answers"
            value={query}
            onChange={setQuery}
          />
          <select
            className="control"
            aria-label="Which numbers are shown"
            value={filter}
            onChange={(event) => setFilter(event.target.value as Filter)}
          >
            {FILTERS.map(({ filter: one, label }) => (
              <option key={one} value={one}>
                {label} ({counts[one]})
              </option>
            ))}
          </select>
        </div>
      )}
      <p className="numbers-count" role="status">
        {countWords(found.length, numbers.length)}
      </p>
      {found.length > 0 && (
        <ul className="number-items">
          {found.slice(0, shown).map((number) => (
            <NumberItem key={number.sid} number={number} open={number.sid === wish?.sid ? wish : undefined} />
          ))}
        </ul>
      )}
      {found.length > shown && (
        <div ref={end} className="numbers-more">
          <button type="button" className="plain-button" onClick={more}>
            Show more of {found.length.toLocaleString()}
          </button>
        </div>
      )}
      {found.length === 0 && (
        <div className="panel-empty">
          <p>No number fits.</p>
          <button
            type="button"
            className="plain-button is-small"
            onClick={() => {
              setQuery('');
              setFilter('all');
            }}
          >
            Show all
          </button>
        </div>
      )}
    </>
  );
}

function countWords(found: number, all: number): string {
  if (found === all) return all === 1 ? '1 number' : `${all.toLocaleString()} numbers`;
  return `${found.toLocaleString()} of ${all.toLocaleString()} numbers`;
}
