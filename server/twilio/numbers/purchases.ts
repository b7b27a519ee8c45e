import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { BuyNumber, NumberPrice } from '../../../shared/api/number-market.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { Purchase, PurchaseStore } from '../../store/purchases.ts';
import { askTwilio, isCertain } from '../client.ts';
import type { Claims } from './claims.ts';
import { findExactly, priceOf } from './market.ts';
import { purchaseRefusal } from './purchase-refusals.ts';

export interface PurchaseDeps {
  readonly client: () => Promise<Twilio>;
  readonly purchases: PurchaseStore;
  readonly now: () => number;
  /** Milliseconds after which an order without an answer takes effect no more. */
  readonly settleMs: number;
}

interface SettleDeps extends PurchaseDeps {
  readonly claims: Claims;
  readonly log: Logger;
}

/**
 * Buys a number at the confirmed price. It is written down first; whether it happened is always read from the account's list,
 * so that neither a lost answer nor a second request buys twice.
 *
 * @returns the purchase, and whether it was made just now
 * @throws ApiFailure 409 with the `price` where that is another one, 409 where Twilio refuses, 502
 */
export async function buy(
  deps: PurchaseDeps,
  wanted: BuyNumber,
): Promise<{ readonly purchase: Purchase; readonly made: boolean }> {
  const { client, purchases, now } = deps;
  const twilio = await client();
  const account = twilio.accountSid;
  const { phoneNumber } = wanted;
  const last = await purchases.latestOf(account, phoneNumber);
  const owned = await sidOf(twilio, phoneNumber);
  if (owned !== undefined) {
    if (!last || last.state === 'refused') throw alreadyOwned(phoneNumber);
    return { purchase: await settle(purchases, last, owned), made: false };
  }
  await requireOffer(twilio, wanted);
  const { country, type, price } = wanted;
  // This takes the place of one that was asked for and is not there. Should that still come, a number is sold only once.
  const open = last?.state === 'asked' ? last : undefined;
  const asked = { account, phoneNumber, country, type, price, at: now(), state: 'asked' } as const;
  const purchase: Purchase = { id: open?.id ?? randomUUID(), ...asked, sid: null, message: null };
  await purchases.put(purchase);
  const refused = async (message: string) =>
    purchases.put(open && mayTakeEffect(open, deps) ? open : { ...purchase, state: 'refused', message });
  return { purchase: await order(twilio, purchases, { purchase, refused }, wanted), made: true };
}

/**
 * Finds out about purchases of which Twilio did not tell, or a killed process did not hear, what became of them. Those of another
 * account stay open, and so do those that may still come.
 *
 * @param signal ends it before the next one
 * @returns how many are still open
 */
export async function settlePurchases(deps: SettleDeps, signal: AbortSignal): Promise<number> {
  const { client, purchases, claims, log } = deps;
  const asked = await purchases.asked();
  if (asked.length === 0) return 0;
  const twilio = await client();
  for (const { id, phoneNumber, account } of asked) {
    if (signal.aborted) return 0;
    if (account !== null && account !== twilio.accountSid) continue;
    try {
      await claims.during([phoneNumber], () => settleOpen(twilio, deps, id));
    } catch (error) {
      log.warn({ err: error, purchase: id }, 'Whether a number was bought could not be found out.');
    }
  }
  return signal.aborted ? 0 : (await purchases.asked()).length;
}

async function settleOpen(twilio: Twilio, deps: PurchaseDeps, id: string): Promise<void> {
  const { purchases } = deps;
  const purchase = (await purchases.asked()).find((one) => one.id === id);
  if (!purchase) return;
  const sid = await sidOf(twilio, purchase.phoneNumber);
  if (sid !== undefined) await settle(purchases, purchase, sid);
  else if (!mayTakeEffect(purchase, deps))
    await purchases.put({ ...purchase, state: 'refused', message: 'Twilio did not get to it. Nothing was bought.' });
}

function mayTakeEffect({ at }: Purchase, { now, settleMs }: PurchaseDeps): boolean {
  return now() - at < settleMs;
}

async function order(
  twilio: Twilio,
  purchases: PurchaseStore,
  { purchase, refused }: { purchase: Purchase; refused: (message: string) => Promise<void> },
  { phoneNumber, addressSid, bundleSid }: BuyNumber,
): Promise<Purchase> {
  const options = {
    phoneNumber,
    ...(addressSid === undefined ? {} : { addressSid }),
    ...(bundleSid === undefined ? {} : { bundleSid }),
  };
  try {
    const bought = await askTwilio(`Buying ${phoneNumber}`, async () => {
      try {
        return await twilio.incomingPhoneNumbers.create(options);
      } catch (error) {
        throw purchaseRefusal(error) ?? error;
      }
    });
    return await settle(purchases, purchase, bought.sid);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    const open = !isCertain(error);
    // "Not available" may mean that it is ours since a request whose answer was lost.
    const sid =
      open || error.code === 'not-available' ? await sidOf(twilio, phoneNumber).catch(() => undefined) : undefined;
    if (sid !== undefined) return settle(purchases, purchase, sid);
    if (open) throw unknown(phoneNumber, error);
    await refused(error.message);
    throw error;
  }
}

/** @throws ApiFailure 409 unless the number is to be had, as what was said and at the price that was confirmed */
async function requireOffer(twilio: Twilio, wanted: BuyNumber): Promise<void> {
  const { phoneNumber, country, type, price } = wanted;
  const [offer, current] = await Promise.all([findExactly(twilio, wanted), priceOf(twilio, country, type)]);
  if (!offer) {
    const message = `Nothing was bought. ${phoneNumber} is not to be had any more. Search again and choose another one.`;
    throw new ApiFailure(409, 'not-available', message);
  }
  if (current === null) {
    const message = `Nothing was bought. Twilio names no price for such a number in ${country}; buy it in the Twilio console.`;
    throw new ApiFailure(409, 'no-price', message);
  }
  if (samePrice(price, current)) return;
  const message = `Nothing was bought. ${phoneNumber} costs ${words(current)} now, not ${words(price)}. Confirm the new price.`;
  throw new ApiFailure(409, 'price-changed', message, { extra: { price: current } });
}

/** SID of a number of the account; undefined where it has not got it. */
async function sidOf(twilio: Twilio, phoneNumber: string): Promise<string | undefined> {
  const found = await askTwilio('Looking for the number', () => twilio.incomingPhoneNumbers.list({ phoneNumber }));
  // Twilio also lists numbers that merely contain it.
  return found.find((number) => number.phoneNumber === phoneNumber)?.sid;
}

async function settle(purchases: PurchaseStore, purchase: Purchase, sid: string): Promise<Purchase> {
  if (purchase.state === 'bought' && purchase.sid === sid) return purchase;
  const bought: Purchase = { ...purchase, state: 'bought', sid, message: null };
  await purchases.put(bought);
  return bought;
}

function samePrice(a: NumberPrice, b: NumberPrice): boolean {
  return a.currency === b.currency && Number(a.monthly) === Number(b.monthly);
}

function words({ monthly, currency }: NumberPrice): string {
  return `${monthly} ${currency} a month`;
}

function alreadyOwned(phoneNumber: string): ApiFailure {
  return new ApiFailure(409, 'number-owned', `The account has ${phoneNumber} already. Nothing was bought.`);
}

function unknown(phoneNumber: string, { message }: ApiFailure): ApiFailure {
  const next = `Whether ${phoneNumber} was bought is not known yet. Ask again: Patchcord looks in the account first, so it is never bought twice.`;
  return new ApiFailure(502, 'purchase-unknown', `${message} ${next}`);
}
