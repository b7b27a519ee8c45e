import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nouns } from '../fields/nouns.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { hasTemplate } from '../template/template.ts';
import { element } from '../twiml/element.ts';

/** Takes a payment: the caller keys in a card or bank account, which the flow never sees. */
export const pay = defineBlock({
  type: 'pay',
  title: 'Take a payment',
  term: 'Pay',
  about:
    'The caller pays by keying in a card or bank account. Twilio asks for it step by step and hands it to the payment connector; the flow only learns how it went.',
  keywords: ['credit card', 'bank', 'checkout'],
  group: 'ask',
  icon: 'credit-card',
  docs: 'https://www.twilio.com/docs/voice/twiml/pay',
  channels: ['voice'],
  fields: {
    ...attributesOf('Pay', {
      except: ['action'],
      main: ['paymentConnector', 'chargeAmount', 'currency', 'paymentMethod', 'tokenType', 'description'],
    }),
    nouns: nouns({
      label: 'Prompts of your own, and parameters',
      hint: "Without a Prompt for a step Twilio uses words of its own, in the payment's language.",
      options: { parent: 'Pay', spoken: true },
    }),
    ...afterFields('Pay', { next: 'Ask again for the document this came from' }),
  },
  exits: (props) =>
    afterOf(props) === 'exits'
      ? [
          { name: 'paid', label: 'It worked' },
          { name: 'tooManyAttempts', label: 'Too many failed attempts' },
          { name: 'declined', label: 'The payment service said no' },
          { name: 'cancelled', label: 'The caller gave up with *' },
          { name: 'failed', label: 'Twilio could not do it' },
          { name: 'hungUp', label: 'The caller hung up', ends: true },
        ]
      : [{ name: 'next', label: 'After the payment', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: ({ chargeAmount, currency, paymentMethod }) => {
    const by = paymentMethod === 'ach-debit' ? 'a bank account' : 'a card';
    const nothing = chargeAmount === undefined || chargeAmount === '' || Number(chargeAmount) === 0;
    if (nothing) return `Keeps ${by} for later payments, charging nothing.`;
    return `Charges ${chargeAmount} ${(currency || 'usd').toUpperCase()} to ${by}.`;
  },
  check: (props) => [
    ...(afterOf(props) === 'next' ? [NO_ACTION] : []),
    ...(afterOf(props) === 'url' && isInsecure((props as { action?: unknown }).action) ? [INSECURE] : []),
  ],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const attributes = emitAttributes(ctx.props, 'Pay', { except: ['action'], notes });
    // An amount that came to nothing must not become a payment of nothing.
    if (ctx.props.chargeAmount !== undefined && attributes.chargeAmount === undefined) {
      notes.push({
        code: 'no-amount',
        message: 'There is no amount to charge; nobody was asked.',
        field: 'chargeAmount',
      });
      return { go: waits ? 'failed' : 'next', notes };
    }
    const children = nounElements(ctx.props.nouns, notes);
    const twiml = [element('Pay', { ...attributes, ...afterAttributes(ctx, 'Pay') }, ...children)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => ({
    go: EXIT_OF_RESULT[parameters.Result ?? ''] ?? 'failed',
    results: given(parameters, OUTPUTS),
  }),
  read: (verb) => {
    const attributes = readAttributes(verb, 'Pay');
    const found = readNouns(verb.children, { parent: 'Pay' });
    return (
      attributes && found && { ...attributes, ...(found.length > 0 && { nouns: found }), ...readAfter(attributes) }
    );
  },
});

/** What Twilio tells of a payment; card and account only masked. https://www.twilio.com/docs/voice/twiml/pay#action */
const OUTPUTS = [
  'Result',
  'PaymentToken',
  'ProfileId',
  'PaymentConfirmationCode',
  'PaymentMethod',
  'PaymentCardNumber',
  'PaymentCardType',
  'ExpirationDate',
  'PaymentCardPostalCode',
  'BankAccountNumber',
  'BankRoutingNumber',
  'BankAccountType',
  'PaymentError',
  'PayErrorCode',
  'ConnectorError',
];

const EXIT_OF_RESULT: Readonly<Record<string, string>> = {
  success: 'paid',
  'too-many-failed-attempts': 'tooManyAttempts',
  'payment-connector-error': 'declined',
  'caller-interrupted-with-star': 'cancelled',
  'caller-hung-up': 'hungUp',
};

function isInsecure(action: unknown): boolean {
  return typeof action === 'string' && /^http:/i.test(action.trim()) && !hasTemplate(action);
}

/** https://www.twilio.com/docs/voice/twiml/pay#action: error 64016 */
const INSECURE: BlockProblem = {
  code: 'insecure-action',
  severity: 'error',
  message: 'Twilio tells the result of a payment to an https:// address only.',
  field: 'action',
};

/** Its default is the document's own address, which takes the payment once more: https://www.twilio.com/docs/voice/twiml/pay#action */
const NO_ACTION: BlockProblem = {
  code: 'no-action',
  severity: 'warning',
  message:
    'Twilio tells the result to the address this document came from, where this flow does not read it. Go on by what happened instead.',
  field: 'after',
};
