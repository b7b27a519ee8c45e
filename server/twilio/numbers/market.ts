import type { Twilio } from 'twilio';
import type {
  AvailableNumbersView,
  AvailableNumberView,
  NumberCountriesView,
  NumberPrice,
  NumberSearch,
  NumberType,
} from '../../../shared/api/number-market.ts';
import { ApiFailure } from '../../routes/failure.ts';
import { askTwilio } from '../client.ts';
import { capabilitiesOf } from './capabilities.ts';

/** Twilio's names of the types: its resources', and those in the Pricing API. */
const TYPES = {
  local: { resource: 'local', priced: 'local', words: 'local numbers' },
  tollFree: { resource: 'toll_free', priced: 'toll free', words: 'toll-free numbers' },
  mobile: { resource: 'mobile', priced: 'mobile', words: 'mobile numbers' },
  national: { resource: 'national', priced: 'national', words: 'national numbers' },
} as const satisfies Record<NumberType, { resource: string; priced: string; words: string }>;

const ALL = Object.keys(TYPES) as NumberType[];

/** Countries with numbers of a kind that can be bought here, by name. */
export async function countriesOf(twilio: Twilio): Promise<NumberCountriesView['countries']> {
  const found = await askTwilio('Listing the countries', () => twilio.availablePhoneNumbers.list({ pageSize: 1000 }));
  return found
    .map(({ countryCode, country, beta, subresourceUris }) => ({
      code: countryCode,
      name: country,
      beta: beta === true,
      types: ALL.filter((type) => TYPES[type].resource in (subresourceUris ?? {})),
    }))
    .filter(({ types }) => types.length > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Numbers that can be bought, with what each costs. */
export async function search(twilio: Twilio, query: NumberSearch): Promise<AvailableNumbersView> {
  const [numbers, price] = await Promise.all([find(twilio, query), priceOf(twilio, query.country, query.type)]);
  return { numbers, price };
}

/** This very number, while it is to be had as one of this type; undefined otherwise. */
export async function findExactly(
  twilio: Twilio,
  { phoneNumber, country, type }: { phoneNumber: string; country: string; type: NumberType },
): Promise<AvailableNumberView | undefined> {
  // The last digits stand in the number whichever way Twilio writes it for the comparison.
  const found = await find(twilio, { country, type, contains: phoneNumber.slice(-7), limit: 100 });
  return found.find((number) => number.phoneNumber === phoneNumber);
}

/**
 * What a number of a type costs a month; null where Twilio names no price.
 * https://www.twilio.com/docs/phone-numbers/pricing
 */
export async function priceOf(twilio: Twilio, country: string, type: NumberType): Promise<NumberPrice | null> {
  const read = () => twilio.pricing.v1.phoneNumbers.countries(country).fetch();
  const page = await askTwilio('Asking for the price', read).catch(orNone);
  if (!page) return null;
  const { phoneNumberPrices, priceUnit } = page;
  const wanted = TYPES[type].priced;
  const price = phoneNumberPrices?.find((one) => String(one.numberType).toLowerCase().replace('_', ' ') === wanted);
  const monthly = price?.currentPrice ?? price?.basePrice;
  if (monthly === undefined || monthly === null || !priceUnit) return null;
  return { monthly: String(monthly), currency: priceUnit.toUpperCase() };
}

/** Undefined for a country of which there is no page. */
function orNone(error: unknown): undefined {
  if (!(error instanceof ApiFailure) || error.status !== 404) throw error;
  return undefined;
}

async function find(twilio: Twilio, query: Query): Promise<AvailableNumberView[]> {
  const { country, type, areaCode, contains, limit } = query;
  // The four lists take the same options and give the same properties, but have types of their own.
  const list = twilio.availablePhoneNumbers(country)[type] as { list(options: object): Promise<Found[]> };
  const options = {
    ...(areaCode === undefined ? {} : { areaCode: Number(areaCode) }),
    ...(contains === undefined ? {} : { contains: contains.replace('+', '') }),
    ...flag('voiceEnabled', query.voice),
    ...flag('smsEnabled', query.sms),
    ...flag('mmsEnabled', query.mms),
    limit,
    pageSize: limit,
  };
  try {
    const found = await list.list(options);
    return found.map((number) => viewOf(number, country, type));
  } catch (error) {
    if ((error as { status?: unknown }).status !== 404) return askTwilio('The search', () => Promise.reject(error));
    const message = `Twilio has no ${TYPES[type].words} in ${country}. Choose another kind or country.`;
    throw new ApiFailure(404, 'no-such-numbers', message);
  }
}

function flag(name: string, value: 'true' | 'false' | undefined): Record<string, boolean> {
  return value === undefined ? {} : { [name]: value === 'true' };
}

type Query = Pick<NumberSearch, 'country' | 'type' | 'limit'> & Partial<NumberSearch>;

interface Found {
  readonly phoneNumber: string;
  readonly friendlyName: string;
  readonly locality: string;
  readonly region: string;
  readonly addressRequirements: string;
  readonly beta: boolean;
  readonly capabilities: unknown;
}

const ADDRESSES = ['none', 'any', 'local', 'foreign'] as const;

function viewOf(number: Found, country: string, type: NumberType): AvailableNumberView {
  return {
    phoneNumber: number.phoneNumber,
    friendlyName: number.friendlyName ?? number.phoneNumber,
    locality: number.locality || null,
    region: number.region || null,
    country,
    type,
    capabilities: capabilitiesOf(number.capabilities),
    addressRequirements: ADDRESSES.find((known) => known === number.addressRequirements) ?? 'none',
    beta: number.beta === true,
  };
}
