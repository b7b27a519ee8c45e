import type { Attributes } from '../attributes.ts';
import type { Leg } from '../leg.ts';
import type { Switchboard } from '../types.ts';

/**
 * Tells a noun's status callback how its leg fares, each step as it happens.
 * https://www.twilio.com/docs/voice/twiml/number#statuscallback
 *
 * @param recorded more that the end is told with
 */
export function reportProgress(
  exchange: Switchboard,
  leg: Leg,
  noun: Attributes,
  recorded: () => Readonly<Record<string, string>>,
): void {
  const url = noun.url('statusCallback');
  if (url === undefined) return;
  const method = noun.method('statusCallbackMethod');
  const events = new Set(noun.words('statusCallbackEvent'));
  let sequence = 0;
  const on = (event: string, is: (leg: Leg) => boolean, more: () => Readonly<Record<string, string>> = () => ({})) => {
    if (!events.has(event)) return;
    // Not from a task: several steps of the same moment must each be told with the status of its own.
    leg.when(is)(() => {
      const parameters = {
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(sequence++),
        Timestamp: new Date(exchange.now()).toUTCString().replace('GMT', '+0000'),
        ...more(),
      };
      exchange.callback(leg, { url, method, parameters, purpose: 'status' });
    });
  };
  on('initiated', () => true);
  on('ringing', ({ status }) => status === 'ringing');
  on('answered', ({ status }) => status === 'in-progress');
  on(
    'completed',
    ({ over }) => over,
    () => ({ CallDuration: String(leg.seconds), ...recorded() }),
  );
}
