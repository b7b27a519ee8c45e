import { useState } from 'react';
import type { NumberSearch, NumberType } from '../../../shared/api/number-market.ts';
import { numbersApi } from '../../api/numbers.ts';
import { useLoad } from '../../state/use-load.ts';
import { TYPE_WORDS } from './words.ts';

interface SearchFormProps {
  readonly busy: boolean;
  readonly onSearch: (search: Partial<NumberSearch>) => void;
}

/** Area codes can be searched here only. https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource */
const WITH_AREA_CODES = ['US', 'CA'];

const ABLE = [
  { key: 'voice', label: 'Calls' },
  { key: 'sms', label: 'SMS' },
  { key: 'mms', label: 'MMS' },
] as const;

/** Which number is wanted: country, type, digits and what it must be able to do. */
export function SearchForm({ busy, onSearch }: SearchFormProps) {
  const { data, error, reload } = useLoad('countries', () => numbersApi.countries());
  const [country, setCountry] = useState('US');
  const [type, setType] = useState<NumberType>('local');
  const [able, setAble] = useState<readonly string[]>(['voice']);
  const countries = data?.countries ?? [];
  const types = countries.find(({ code }) => code === country)?.types ?? [];
  const chosen = types.includes(type) || types.length === 0 ? type : (types[0] ?? 'local');
  const areaCodes = WITH_AREA_CODES.includes(country) && chosen === 'local';
  const submit = (data: FormData): void => {
    const text = (name: string) => String(data.get(name) ?? '').replace(/[\s()+.-]/g, '');
    const [contains, areaCode] = [text('digits'), text('areaCode')];
    onSearch({
      country,
      type: chosen,
      ...(contains === '' ? {} : { contains }),
      ...(areaCodes && areaCode !== '' ? { areaCode } : {}),
      ...Object.fromEntries(able.map((key) => [key, 'true'])),
    });
  };
  if (error)
    return (
      <div className="panel-empty is-error">
        <p>{error.message}</p>
        <button type="button" className="plain-button is-small" onClick={() => void reload()}>
          Try again
        </button>
      </div>
    );
  return (
    <form
      className="buy-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <label className="buy-country">
        <span>Country</span>
        <select
          className="control"
          value={country}
          disabled={!data}
          onChange={(event) => setCountry(event.target.value)}
        >
          {!data && <option value={country}>Fetching the countries</option>}
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Type</span>
        <select
          className="control"
          value={chosen}
          disabled={!data}
          onChange={(event) => setType(event.target.value as NumberType)}
        >
          {(types.length > 0 ? types : [chosen]).map((one) => (
            <option key={one} value={one}>
              {TYPE_WORDS[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Digits or letters in it</span>
        <input
          className="control"
          // "contains" would hide the form's own method of that name.
          name="digits"
          autoComplete="off"
          maxLength={20}
          pattern="[\s\(\)+.\-]*([0-9A-Za-z*][\s\(\).\-]*){2,16}"
          title="2 to 16 digits or letters; * stands for any digit"
          placeholder="Any; * for any digit"
        />
      </label>
      {areaCodes && (
        <label>
          <span>Area code</span>
          <input
            className="control"
            name="areaCode"
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            pattern="\d{3}"
            title="Three digits"
            placeholder="Any"
          />
        </label>
      )}
      <fieldset className="buy-able">
        <legend>It must take</legend>
        {ABLE.map(({ key, label }) => (
          <label key={key} className="check">
            <input
              type="checkbox"
              checked={able.includes(key)}
              onChange={({ target }) => setAble(target.checked ? [...able, key] : able.filter((one) => one !== key))}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="main-button" disabled={busy || !data}>
        {busy ? 'Searching' : 'Search'}
      </button>
    </form>
  );
}
