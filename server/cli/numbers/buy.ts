import type { AvailableNumbersView, NumberPrice, PurchaseView } from '../../../shared/api/number-market.ts';
import type { ApiClient } from '../api-client.ts';
import { type CommandArgs, CommandFailure, type Io, type Outcome, UsageError } from '../command.ts';
import { plainNumber } from './find.ts';
import { priceWords } from './words.ts';

/** Buys a number once its price was shown and confirmed: with `--yes`, or by typing it. */
export async function buy(api: ApiClient, { given, option }: CommandArgs, wanted: string, io: Io): Promise<Outcome> {
  const phoneNumber = plainNumber(wanted);
  if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) throw new UsageError(`"${wanted}" is no number such as +15550100123.`);
  const country = option('country') ?? 'US';
  const type = option('type') ?? 'local';
  const query = new URLSearchParams({ country, type, contains: phoneNumber.slice(-7), limit: '100' });
  const { numbers, price } = await api<AvailableNumbersView>('GET', `/numbers/available?${query}`);
  const onSale = numbers.some((number) => number.phoneNumber === phoneNumber);
  if (onSale && price === null)
    throw new CommandFailure('no-price', 'Twilio names no price for it. Buy it in the Twilio console.');
  // What is not on sale may have been bought before: the server knows, and buys nothing at no price. Nobody confirmed another one.
  const confirmed = onSale && price ? price : { monthly: '0', currency: 'USD' };
  if (onSale)
    await confirm(
      phoneNumber,
      confirmed,
      given.some(({ name }) => name === 'yes'),
      io,
    );
  const purchase = await api<PurchaseView>('POST', '/numbers/purchases', {
    body: {
      phoneNumber,
      country,
      type,
      price: confirmed,
      ...(option('address') === undefined ? {} : { addressSid: option('address') }),
      ...(option('bundle') === undefined ? {} : { bundleSid: option('bundle') }),
    },
  });
  return { code: 0, text: `${phoneNumber} is yours, as ${purchase.sid}.\n`, json: purchase };
}

async function confirm(phoneNumber: string, price: NumberPrice, yes: boolean, io: Io): Promise<void> {
  io.err(`${phoneNumber} costs ${priceWords(price)}.\n`);
  if (yes) return;
  if (!io.lines) throw new UsageError('Buying costs money: pass --yes to confirm the price.');
  io.err(`Type ${price.monthly} to buy it: `);
  const { value } = await io.lines().next();
  if (value?.trim() === price.monthly) return;
  throw new CommandFailure('not-confirmed', 'The price was not confirmed. Nothing was bought.');
}
