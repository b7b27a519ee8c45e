import { Attributes } from '../attributes.ts';
import { messageFault } from '../messaging/message-fault.ts';
import { type Task, until } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { afterAction } from './after-action.ts';

/** Sends a text message during a call. https://www.twilio.com/docs/voice/twiml/sms */
export function sms(run: VerbRun): Next {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  leg.answer();
  const inbound = leg.spec.direction === 'inbound';
  const to = attributes.text('to') ?? (inbound ? leg.spec.from : leg.spec.to);
  const from = attributes.text('from') ?? (inbound ? leg.spec.to : leg.spec.from);
  const body = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  const sid = exchange.sid('SM');
  const fault = messageFault({ to, from, body });
  if (fault) leg.emit({ kind: 'warning', code: fault.code, message: `Sms: ${fault.message}.` });
  else leg.emit({ kind: 'sms', to, from, body });
  exchange.spawn(report(run, attributes, sid, fault !== undefined));
  return afterAction(attributes, 'sms', { SmsSid: sid, SmsStatus: fault ? 'invalid' : 'sending' });
}

/** Whether it was sent is known a moment later. */
function* report(
  { leg, exchange, element }: VerbRun,
  attributes: Attributes,
  sid: string,
  invalid: boolean,
): Task<void> {
  const url = attributes.url('statusCallback');
  if (url === undefined) return;
  yield* until(exchange.sleep(SENDING_SECONDS));
  const outcome = exchange.world.outcome?.({ about: 'Sms', attributes: element.attributes, leg });
  const status = invalid ? 'failed' : (outcome?.status ?? 'sent');
  const parameters = { SmsSid: sid, SmsStatus: status };
  exchange.callback(leg, { url, method: 'POST', parameters, purpose: 'sms-status' });
}

const SENDING_SECONDS = 1;
