import { found, type Handler, page } from '../handler.ts';

/** Prices of numbers. https://www.twilio.com/docs/phone-numbers/pricing */

export const ListPhoneNumberCountry: Handler = (request, state) =>
  page(
    request,
    'countries',
    [...state.phone_number_prices.values()].map(({ country, iso_country, url }) => ({ country, iso_country, url })),
  );

export const FetchPhoneNumberCountry: Handler = (request, state) => ({
  status: 200,
  body: found(state.phone_number_prices.get(request.path.IsoCountry ?? ''), request),
});
