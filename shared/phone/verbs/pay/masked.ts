import { cardType } from './cards.ts';
import type { PaySettings } from './settings.ts';
import type { Entered } from './steps.ts';

/**
 * What webhooks tell of a payment: of the card its last four digits, of the bank account its last two, of the security code
 * nothing. https://www.twilio.com/docs/voice/twiml/pay#action
 */
export function maskedParameters(entered: Entered, settings: PaySettings): Record<string, string> {
  const { paymentMethod, bankAccountType } = settings;
  const parameters: Record<string, string> = { PaymentMethod: paymentMethod };
  const card = entered['payment-card-number'];
  if (card !== undefined) {
    parameters.PaymentCardNumber = masked(card, 4);
    parameters.PaymentCardType = cardType(card)?.name ?? '';
  }
  if (entered['expiration-date'] !== undefined) parameters.ExpirationDate = entered['expiration-date'];
  if (entered['security-code'] !== undefined) parameters.SecurityCode = masked(entered['security-code'], 0);
  const postalCode = paymentMethod === 'credit-card' ? (entered['postal-code'] ?? settings.postalCode) : undefined;
  if (postalCode !== undefined) parameters.PaymentCardPostalCode = postalCode;
  const account = entered['bank-account-number'];
  if (account !== undefined) parameters.BankAccountNumber = masked(account, 2);
  if (entered['bank-routing-number'] !== undefined) parameters.BankRoutingNumber = entered['bank-routing-number'];
  if (paymentMethod === 'ach-debit') parameters.BankAccountType = bankAccountType;
  return parameters;
}

function masked(text: string, shown: number): string {
  const hidden = Math.max(0, text.length - shown);
  return 'x'.repeat(hidden) + text.slice(hidden);
}
