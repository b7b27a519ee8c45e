import { attribute } from './attribute.ts';
import type { ElementSpec, FlowOutcome } from './types.ts';

const cards = ['visa', 'mastercard', 'amex', 'maestro', 'discover', 'optima', 'jcb', 'diners-club', 'enroute'];

/** Pay and its Prompt: taking a payment by keypad. */
export const payElements: readonly ElementSpec[] = [
  {
    id: 'Pay',
    tag: 'Pay',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Takes payment details from the caller.',
    docs: 'https://www.twilio.com/docs/voice/twiml/pay',
    parents: ['Response'],
    children: ['Prompt', 'Parameter'],
    text: { allowed: false },
    attributes: [
      attribute.oneOf('input', ['dtmf'], 'How the caller enters the details.', { default: 'dtmf' }),
      attribute.url('action', 'URL told the result; https and POST only.', {
        defaultAbout: 'the URL of the current document',
      }),
      attribute.url('statusCallback', 'URL told about each step.'),
      attribute.method('statusCallbackMethod', 'statusCallback', { undocumented: true }),
      attribute.oneOf('paymentMethod', ['ach-debit', 'credit-card'], 'Bank account or card.', {
        default: 'credit-card',
      }),
      attribute.oneOf(
        'bankAccountType',
        ['consumer-checking', 'consumer-savings', 'commercial-checking', 'commercial-savings'],
        'Kind of bank account.',
        { default: 'consumer-checking' },
      ),
      attribute.integer('timeout', 'How long to wait for the next key.', { default: 5, min: 1, unit: 's' }),
      attribute.integer('maxAttempts', 'How often each detail may be tried.', {
        min: 1,
        max: 3,
        defaultAbout: 'one retry',
      }),
      attribute.boolean('securityCode', "Ask for the card's security code.", true),
      attribute.text('postalCode', 'Ask for the postal code: true, false, or the code itself when known.', {
        default: 'true',
      }),
      attribute.integer('minPostalCodeLength', 'Shortest postal code to accept.', { min: 1 }),
      attribute.text('paymentConnector', 'Name of the payment connector in the Twilio console.', {
        default: 'Default',
        twilioError: 64004,
      }),
      attribute.oneOf(
        'tokenType',
        ['one-time', 'reusable', 'payment-method'],
        'Kind of token; payment-method is for Stripe.',
        {
          default: 'reusable',
        },
      ),
      {
        name: 'chargeAmount',
        type: 'decimal',
        about: 'Amount to charge; 0 or none only makes a token.',
        min: 0,
        max: 1000000,
        twilioError: 64003,
      },
      attribute.text('currency', 'Currency of the amount, e.g. usd.', { default: 'usd' }),
      attribute.oneOf(
        'language',
        'de-DE en-AU en-CA en-GB en-IN en-IE en-NZ en-PH en-ZA en-US es-ES es-US fr-CA fr-FR it-IT'.split(' '),
        "Language of Twilio's own prompts.",
        { default: 'en-US', openEnum: true },
      ),
      attribute.text('description', 'What the payment is for.'),
      attribute.someOf('validCardTypes', cards, 'Cards to accept.', { default: 'visa mastercard amex' }),
    ],
    flow: {
      class: 'pay',
      blocking: true,
      endsDocument: 'conditional',
      answersCall: 'yes',
      defaultAction: 'currentUrl',
      outcomes: [
        {
          id: 'success',
          when: 'the payment was taken',
          next: 'action',
          params: ['Result=success', 'PaymentToken', 'PaymentConfirmationCode', 'ProfileId'],
        },
        result('too-many-failed-attempts', 'maxAttempts was reached; the pages disagree whether the next verb runs'),
        result('caller-interrupted-with-star', 'the caller pressed the star key'),
        result('caller-hung-up', 'the caller hung up; the call is over'),
        result('payment-connector-error', 'the payment service failed'),
        result('validation-error', 'an attribute is wrong'),
        result('internal-error', 'Twilio failed'),
      ],
    },
    notes: ['The account needs PCI mode and a Pay connector.', 'The star key always ends it.'],
  },
  {
    id: 'Prompt',
    tag: 'Prompt',
    document: 'voice',
    kind: 'noun',
    status: 'ga',
    about: 'What to say at one step of a payment.',
    docs: 'https://www.twilio.com/docs/voice/twiml/pay/prompt',
    parents: ['Pay'],
    children: ['Say', 'Play', 'Pause'],
    text: { allowed: false },
    attributes: [
      attribute.oneOf(
        'for',
        [
          'payment-card-number',
          'expiration-date',
          'security-code',
          'postal-code',
          'payment-processing',
          'bank-account-number',
          'bank-routing-number',
        ],
        'Step of the payment.',
        { required: true },
      ),
      attribute.integer('attempt', 'Attempts it is for, as numbers separated by spaces.', {
        separator: ' ',
        defaultAbout: 'all',
      }),
      attribute.someOf(
        'errorType',
        [
          'timeout',
          'invalid-card-number',
          'invalid-card-type',
          'invalid-date',
          'invalid-security-code',
          'internal-error',
          'input-matching-failed',
          'invalid-postal-code',
          'invalid-bank-routing-number',
          'invalid-bank-account-number',
        ],
        'Errors it is for; none means the normal case.',
        { openEnum: true },
      ),
      attribute.someOf('cardType', cards, 'Cards it is for.'),
      attribute.boolean('requireMatchingInputs', 'Ask twice and compare.', false),
    ],
    notes: ['The most specific prompt wins.'],
  },
];

function result(id: string, when: string): FlowOutcome {
  return { id, when, next: 'action', params: [`Result=${id}`] };
}
