import { z } from 'zod';
import { capabilitiesSchema } from './numbers.ts';

/** Kinds of numbers that can be searched and bought. */
export const numberTypeSchema = z.enum(['local', 'tollFree', 'mobile', 'national']);

const country = z.string().regex(/^[A-Z]{2}$/, 'Expected a country by its two letters, such as US.');
const flag = z.enum(['true', 'false']).optional();

/** What a number costs, as Twilio's Pricing API says. */
export const numberPriceSchema = z.strictObject({
  monthly: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .meta({ description: 'A decimal number, e.g. `1.15`.' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: 'E.g. `USD`.' }),
});

export const numberCountriesSchema = z.strictObject({
  countries: z.array(
    z.strictObject({ code: country, name: z.string(), beta: z.boolean(), types: z.array(numberTypeSchema) }),
  ),
});

export const numberSearchSchema = z.strictObject({
  country: country.default('US'),
  type: numberTypeSchema.default('local'),
  areaCode: z
    .string()
    .regex(/^\d{3}$/, 'Expected three digits; area codes can be searched in the US and Canada.')
    .optional(),
  contains: z
    .string()
    .regex(/^\+?[0-9A-Za-z*]{2,16}$/, 'Expected 2 to 16 digits or letters; * stands for any digit.')
    .optional(),
  voice: flag,
  sms: flag,
  mms: flag,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const availableNumberSchema = z.strictObject({
  phoneNumber: z.string(),
  friendlyName: z.string(),
  locality: z.string().nullable(),
  region: z.string().nullable(),
  country,
  type: numberTypeSchema,
  capabilities: capabilitiesSchema,
  addressRequirements: z.enum(['none', 'any', 'local', 'foreign']).meta({
    description: 'Whether an address must be given, and where it must be.',
  }),
  beta: z.boolean(),
});

export const availableNumbersSchema = z.strictObject({
  numbers: z.array(availableNumberSchema),
  price: numberPriceSchema.nullable().meta({
    description: 'What each of them costs a month; null where Twilio does not say, and then none can be bought here.',
  }),
});

export const buyNumberSchema = z.strictObject({
  phoneNumber: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Expected a number such as +15550100123.'),
  country,
  type: numberTypeSchema,
  price: numberPriceSchema.meta({ description: 'The price that was shown. Nothing is bought at another.' }),
  addressSid: z
    .string()
    .regex(/^AD[0-9a-fA-F]{32}$/, 'Expected AD and 32 hexadecimal digits.')
    .optional(),
  bundleSid: z
    .string()
    .regex(/^BU[0-9a-fA-F]{32}$/, 'Expected BU and 32 hexadecimal digits.')
    .optional(),
});

export const purchaseSchema = z.strictObject({
  id: z.string(),
  phoneNumber: z.string(),
  country,
  type: numberTypeSchema,
  price: numberPriceSchema,
  at: z.int(),
  state: z.enum(['asked', 'bought', 'refused']).meta({
    description: '`asked`: Twilio did not tell yet whether it was bought; asking again finds out first.',
  }),
  sid: z.string().nullable().meta({ description: 'SID of the number once it is bought.' }),
  message: z.string().nullable().meta({ description: 'Why it was refused.' }),
});

export const purchaseListSchema = z.strictObject({ purchases: z.array(purchaseSchema) });

/** `buyNumber` when another price holds than the one confirmed. */
export const otherPriceSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string() }),
  price: numberPriceSchema.optional().meta({ description: 'What it costs now, where that is why.' }),
});

export type NumberType = z.infer<typeof numberTypeSchema>;
export type NumberPrice = z.infer<typeof numberPriceSchema>;
export type NumberCountriesView = z.infer<typeof numberCountriesSchema>;
export type NumberSearch = z.infer<typeof numberSearchSchema>;
export type AvailableNumberView = z.infer<typeof availableNumberSchema>;
export type AvailableNumbersView = z.infer<typeof availableNumbersSchema>;
export type BuyNumber = z.infer<typeof buyNumberSchema>;
export type PurchaseView = z.infer<typeof purchaseSchema>;
export type PurchaseListView = z.infer<typeof purchaseListSchema>;
