import type { AvailableNumberView, NumberPrice } from '../../../shared/api/number-market.ts';

/** A number somebody looks at closely, and what it costs. */
export interface Offer {
  readonly number: AvailableNumberView;
  readonly price: NumberPrice;
}
