import type { FlowTemplate } from './template.ts';

/** For bills paid by phone: the card is keyed in, and every way it can end has an answer. */
export const takePayment: FlowTemplate = {
  id: 'take-payment',
  title: 'Take a payment',
  about:
    'Callers pay a bill by keying in their card; what fails goes to a person. Needs a payment connector at Twilio.',
  document: {
    version: 1,
    name: 'Pay a bill',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural', timezone: 'America/New_York' },
    variables: {
      amount: { type: 'string', initial: '24.90', about: 'What the caller owes' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: {
        type: 'say',
        name: 'What is owed',
        props: {
          prompts: [{ say: 'You owe {{ amount }} dollars. You can pay now by card. Press star to stop at any time.' }],
        },
        exits: { next: 'payment' },
      },
      payment: {
        type: 'pay',
        name: 'Card payment',
        props: {
          paymentConnector: 'Default',
          chargeAmount: '{{ amount }}',
          currency: 'usd',
          description: 'Bill paid by phone',
          postalCode: 'false',
          nouns: [
            {
              tag: 'Prompt',
              attributes: { for: 'payment-card-number' },
              children: [{ tag: 'Say', text: 'Please key in your card number, then press pound.' }],
            },
            {
              tag: 'Prompt',
              attributes: { for: 'payment-card-number', errorType: 'timeout invalid-card-number invalid-card-type' },
              children: [{ tag: 'Say', text: 'That card did not work. Please key in the number once more.' }],
            },
            {
              tag: 'Prompt',
              attributes: { for: 'payment-processing' },
              children: [{ tag: 'Say', text: 'One moment while we talk to your bank.' }, { tag: 'Pause' }],
            },
          ],
        },
        exits: {
          paid: 'thanks',
          tooManyAttempts: 'sorry',
          declined: 'declined',
          cancelled: 'later',
          failed: 'sorry',
        },
      },
      thanks: {
        type: 'say',
        name: 'Paid',
        props: {
          prompts: [
            {
              say: 'Thank you, your payment arrived. Your confirmation is {{ blocks.payment.PaymentConfirmationCode }}. Goodbye.',
            },
          ],
        },
        exits: { next: 'end' },
      },
      declined: {
        type: 'say',
        name: 'Declined',
        props: { prompts: [{ say: 'Your bank declined the payment. We connect you with billing.' }] },
        exits: { next: 'billing' },
      },
      sorry: {
        type: 'say',
        name: 'It did not work',
        props: { prompts: [{ say: 'The payment did not work. We connect you with billing.' }] },
        exits: { next: 'billing' },
      },
      later: {
        type: 'say',
        name: 'Not now',
        props: { prompts: [{ say: 'Nothing was charged. You can call again at any time. Goodbye.' }] },
        exits: { next: 'end' },
      },
      billing: {
        type: 'dial',
        name: 'Billing',
        props: { targets: [{ kind: 'number', to: '+15550100121' }], order: 'together', timeout: 20 },
        exits: { noAnswer: 'later', busy: 'later', failed: 'later' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 260],
      hello: [220, 220],
      payment: [560, 180],
      thanks: [900, 0],
      declined: [900, 200],
      sorry: [900, 400],
      later: [1580, 200],
      billing: [1240, 340],
      end: [1920, 100],
    },
    tests: [
      {
        name: 'A good card pays the bill',
        at: '2026-01-05T10:00:00-05:00',
        steps: [
          { says: 'key in your card number' },
          { press: '4111111111111111' },
          { says: 'month and year' },
          { press: '1230' },
          { press: '123' },
          { says: 'talk to your bank' },
          { happens: 'paid', of: 'success' },
          { says: 'your payment arrived. Your confirmation is ch' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'A declined card goes to billing',
        at: '2026-01-05T10:00:00-05:00',
        outcomes: { Pay: { Result: 'payment-connector-error' } },
        steps: [
          { press: '4111111111111111' },
          { press: '1230' },
          { press: '123' },
          { says: 'Your bank declined' },
          { variable: 'blocks.payment.Result', is: 'payment-connector-error' },
          { dials: '+15550100121' },
          { endsAt: 'billing' },
        ],
      },
      {
        name: 'The star stops it without a charge',
        steps: [{ press: '*' }, { says: 'Nothing was charged' }, { endsAt: 'end' }],
      },
      {
        name: 'Wrong numbers end at billing',
        steps: [
          { press: '1234#' },
          { says: 'once more' },
          { press: '1234#' },
          { says: 'did not work. We connect you' },
          { dialled: 'no-answer' },
          { says: 'call again at any time' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'When Twilio fails the caller is not left alone',
        outcomes: { Pay: { Result: 'internal-error' } },
        steps: [{ says: 'did not work' }, { dials: '+15550100121' }, { endsAt: 'billing' }],
      },
      {
        name: 'Who hangs up has paid nothing',
        steps: [{ press: '4111' }, { hangUp: true }, { happens: 'paid', of: 'caller-hung-up' }, { endsAt: 'payment' }],
      },
    ],
  },
};
