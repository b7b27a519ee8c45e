import type { AvailableNumberView, NumberPrice, NumberType } from '../../../shared/api/number-market.ts';

export const TYPE_WORDS: Readonly<Record<NumberType, string>> = {
  local: 'Local',
  tollFree: 'Toll-free',
  mobile: 'Mobile',
  national: 'National',
};

/** What a number costs a month, as people of this place write money. */
export function priceWords({ monthly, currency }: NumberPrice): string {
  return Number(monthly).toLocaleString(undefined, {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
}

/** A country's name for its two letters. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code;
}

/** Where a number is at home: `Springfield, IL`. */
export function placeOf({ locality, region, country }: AvailableNumberView): string {
  return [locality, region].filter(Boolean).join(', ') || countryName(country);
}
