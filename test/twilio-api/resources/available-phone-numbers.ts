import { type ApiRequest, type Handler, Refusal } from '../handler.ts';
import type { AvailableRow, State } from '../state.ts';

/** https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource */

export const ListAvailablePhoneNumberCountry: Handler = (request, state) => ({
  status: 200,
  body: { countries: countries(state).map((country) => countryRow(request, state, country)), uri: request.uri },
});

export const FetchAvailablePhoneNumberCountry: Handler = (request, state) => ({
  status: 200,
  body: countryRow(request, state, knownCountry(request, state)),
});

export const ListAvailablePhoneNumberLocal: Handler = (request, state) => offers(request, state, 'Local');
export const ListAvailablePhoneNumberMobile: Handler = (request, state) => offers(request, state, 'Mobile');
export const ListAvailablePhoneNumberTollFree: Handler = (request, state) => offers(request, state, 'TollFree');

const SUBRESOURCES = { Local: 'local', Mobile: 'mobile', TollFree: 'toll_free' } as const;

/** At most 50 where no size is asked for; such a list has no further pages. */
function offers(request: ApiRequest, state: State, kind: AvailableRow['kind']) {
  const country = knownCountry(request, state);
  const { query } = request;
  const rows = [...state.available_phone_numbers.values()].filter(
    (row) => row.iso_country === country && row.kind === kind && fits(row, query),
  );
  const shown = rows.slice(0, Number(query.PageSize ?? 50));
  return { status: 200, body: { available_phone_numbers: shown.map(({ kind: _, ...row }) => row), uri: request.uri } };
}

function fits(row: AvailableRow, query: Readonly<Record<string, string>>): boolean {
  const capabilities = row.capabilities as Record<string, boolean>;
  const able = (name: string, wanted: string | undefined) =>
    wanted === undefined || capabilities[name] === (wanted === 'true');
  return (
    able('voice', query.VoiceEnabled) &&
    able('sms', query.SmsEnabled) &&
    able('mms', query.MmsEnabled) &&
    (query.AreaCode === undefined || row.phone_number.startsWith(`+1${query.AreaCode}`)) &&
    (query.Contains === undefined || containsPattern(query.Contains).test(row.phone_number)) &&
    (query.InRegion === undefined || row.region === query.InRegion) &&
    (query.InLocality === undefined || row.locality === query.InLocality) &&
    (query.InPostalCode === undefined || row.postal_code === query.InPostalCode) &&
    (query.Beta !== 'false' || row.beta === false) &&
    (query.ExcludeAllAddressRequired !== 'true' || row.address_requirements === 'none')
  );
}

const KEYS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** Digits, `*` for any digit, letters for the keys they are on. @throws Refusal for fewer than two characters */
function containsPattern(text: string): RegExp {
  if (text.length < 2) throw new Refusal(400, 21451, 'Contains needs two characters at least');
  const digits = text
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => String(KEYS.findIndex((key) => key.includes(letter)) + 2));
  return new RegExp(digits.replace(/[^\d*]/g, '').replaceAll('*', '\\d'));
}

function countries(state: State): string[] {
  return [...new Set([...state.available_phone_numbers.values()].map((row) => String(row.iso_country)))];
}

function knownCountry(request: ApiRequest, state: State): string {
  const country = request.path.CountryCode ?? '';
  if (!countries(state).includes(country))
    throw new Refusal(404, 20404, `The requested resource ${request.uri} was not found`);
  return country;
}

function countryRow({ account }: ApiRequest, state: State, country: string): object {
  const base = `/2010-04-01/Accounts/${account}/AvailablePhoneNumbers/${country}`;
  const kinds = new Set(
    [...state.available_phone_numbers.values()].filter((row) => row.iso_country === country).map(({ kind }) => kind),
  );
  return {
    beta: false,
    country: new Intl.DisplayNames('en', { type: 'region' }).of(country),
    country_code: country,
    subresource_uris: Object.fromEntries([...kinds].map((kind) => [SUBRESOURCES[kind], `${base}/${kind}.json`])),
    uri: `${base}.json`,
  };
}
