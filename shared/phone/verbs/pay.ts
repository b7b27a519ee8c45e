import { Attributes } from '../attributes.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { actionRequest } from './action.ts';
import { Capture } from './pay/capture.ts';
import { maskedParameters } from './pay/masked.ts';
import { type PaySettings, paySettings } from './pay/settings.ts';
import { type Entered, stepsOf } from './pay/steps.ts';

/** Takes a payment by keypad. What is entered appears in no event and no request. https://www.twilio.com/docs/voice/twiml/pay */
export function* pay(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  const settings = paySettings(attributes);
  leg.answer();
  const target = actionRequest(run, attributes, {}, 'pay');
  if (!target.url.startsWith('https:')) {
    return { kind: 'error', code: 64016, message: 'Pay: the action must be an https URL' };
  }
  const payment = new Payment(run, settings);
  let result: Readonly<Record<string, string>> | undefined;
  try {
    result = yield* payment.take();
  } finally {
    // Of a caller who hung up the application hears as well; its answer changes nothing.
    if (!result && leg.over) {
      const parameters = payment.finish('caller-hung-up');
      exchange.callback(leg, { ...target, method: 'POST', parameters });
    }
  }
  return { kind: 'document', request: { ...target, method: 'POST', parameters: result } };
}

/** One payment while it is taken. */
class Payment {
  readonly #run: VerbRun;
  readonly #settings: PaySettings;
  readonly #sid: string;
  #entered: Entered = {};

  constructor(run: VerbRun, settings: PaySettings) {
    this.#run = run;
    this.#settings = settings;
    this.#sid = run.exchange.sid('PK');
  }

  /** @returns what the action URL is told */
  *take(): Task<Record<string, string>> {
    const { leg, exchange, element } = this.#run;
    if (this.#settings.fault !== undefined) {
      return this.finish('validation-error', { PayErrorCode: String(this.#settings.fault) });
    }
    const { Result: forced, ...more } =
      exchange.world.outcome?.({ about: 'Pay', attributes: element.attributes, leg }) ?? {};
    // Only these two need the details to have been entered.
    if (forced !== undefined && forced !== 'success' && forced !== 'payment-connector-error') {
      return this.finish(forced, more);
    }
    const failed = yield* this.#capture();
    if (failed) return this.finish(failed);
    if (forced === 'payment-connector-error') return this.finish(forced, { ...CONNECTOR_ERROR, ...more });
    return this.finish('success', { ...this.#taken(), ...more });
  }

  finish(result: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const parameters = { Result: result, ...maskedParameters(this.#entered, this.#settings), ...more };
    this.#run.leg.emit({ kind: 'note', what: 'paid', details: { Result: result } });
    this.#tell(parameters);
    return parameters;
  }

  /** @returns the Result where the details could not be had */
  *#capture(): Task<string | undefined> {
    const { leg } = this.#run;
    const listener = leg.inbox.listen({ secret: true, hears: ({ kind }) => kind === 'key' });
    const capture = new Capture(this.#run, this.#settings, listener, (...told) => this.#report(...told));
    try {
      for (const step of stepsOf(this.#settings)) {
        const captured = yield* capture.ask(step, this.#entered);
        if (!captured.ok) return captured.result;
        this.#entered = { ...this.#entered, [step.id]: captured.digits };
      }
      return yield* capture.process();
    } finally {
      listener.close();
    }
  }

  /** What a payment connector answers. https://www.twilio.com/docs/voice/twiml/pay#tokentype */
  #taken(): Record<string, string> {
    const { exchange } = this.#run;
    if (this.#settings.charge !== undefined) return { PaymentConfirmationCode: exchange.sid('ch_') };
    const token = { PaymentToken: exchange.sid('tok_') };
    return this.#settings.tokenType === 'one-time' ? token : { ...token, ProfileId: exchange.sid('cus_') };
  }

  #report(step: string, attempt: number, error: string | undefined): void {
    this.#tell({
      For: step,
      Attempt: String(attempt),
      ...(error === undefined ? {} : { ErrorType: error }),
      ...maskedParameters(this.#entered, this.#settings),
    });
  }

  /** https://www.twilio.com/docs/voice/twiml/pay#statuscallback */
  #tell(about: Readonly<Record<string, string>>): void {
    const { leg, exchange } = this.#run;
    const { statusCallback } = this.#settings;
    if (!statusCallback) return;
    const parameters = { AccountSid: leg.spec.accountSid, CallSid: leg.sid, Sid: this.#sid, ...about };
    exchange.callback(leg, { ...statusCallback, parameters, purpose: 'pay-status', bare: true });
  }
}

/** https://www.twilio.com/docs/api/errors/64008 */
const CONNECTOR_ERROR = { PaymentError: 'The payment gateway declined the payment.', PayErrorCode: '64008' };
