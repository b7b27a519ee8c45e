import {
  availableNumbersSchema,
  buyNumberSchema,
  numberCountriesSchema,
  numberSearchSchema,
  otherPriceSchema,
  purchaseListSchema,
  purchaseSchema,
} from '../number-market.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

/** Numbers to be bought. */
export const numberMarketRoutes = {
  listNumberCountries: get('/numbers/countries', 'Countries in which Twilio has numbers', {
    200: answer('Countries', numberCountriesSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  searchNumbers: {
    ...route('get', '/numbers/available', 'Numbers that can be bought, and what they cost'),
    query: numberSearchSchema,
    responses: {
      200: answer('Numbers', availableNumbersSchema),
      404: refusal('Twilio has no such numbers in that country'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  buyNumber: {
    ...route('post', '/numbers/purchases', 'Buy a number at the price that was confirmed; never twice'),
    body: buyNumberSchema,
    responses: {
      200: answer('The account has it already', purchaseSchema),
      201: answer('Bought', purchaseSchema),
      409: answer('Another price, not to be had any more, or something Twilio asks for is missing', otherPriceSchema),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  listPurchases: get('/numbers/purchases', 'Numbers bought here, latest first', {
    200: answer('Purchases', purchaseListSchema),
  }),
} as const satisfies Record<string, ApiRoute>;
