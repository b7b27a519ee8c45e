/** The type of a card by its first digits; undefined for none. https://www.twilio.com/docs/voice/twiml/pay#validcardtypes */
export function cardType(number: string): CardType | undefined {
  return CARDS.find(({ starts }) => starts.test(number));
}

/** Whether the check digit is right. */
export function luhn(number: string): boolean {
  let sum = 0;
  [...number].reverse().forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return number !== '' && sum % 10 === 0;
}

export interface CardType {
  readonly name: string;
  readonly starts: RegExp;
  /** Digits of the number; the longest ends the input at once. */
  readonly lengths: readonly number[];
  readonly securityCode: number;
}

/** The narrower beginnings come first. */
const CARDS: readonly CardType[] = [
  { name: 'enroute', starts: /^(2014|2149)/, lengths: [15], securityCode: 3 },
  { name: 'amex', starts: /^3[47]/, lengths: [15], securityCode: 4 },
  { name: 'diners-club', starts: /^3(0[0-5]|[689])/, lengths: [14], securityCode: 3 },
  { name: 'jcb', starts: /^35(2[89]|[3-8])/, lengths: [16], securityCode: 3 },
  { name: 'visa', starts: /^4/, lengths: [13, 16], securityCode: 3 },
  {
    name: 'mastercard',
    starts: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    securityCode: 3,
  },
  { name: 'discover', starts: /^(6011|65|64[4-9])/, lengths: [16], securityCode: 3 },
  { name: 'maestro', starts: /^(50|5[6-8]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], securityCode: 3 },
];
