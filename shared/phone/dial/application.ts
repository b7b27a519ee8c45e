import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { applicationSid } from './addresses.ts';
import type { Called } from './called.ts';

/**
 * Runs a called TwiML application on its leg: it may answer, reject, dial on, and give parameters back when it hangs up.
 * https://www.twilio.com/docs/voice/twiml/dial/application
 */
export function* runApplication({ exchange }: VerbRun, called: Called): Task<void> {
  const { leg, target } = called;
  const application = exchange.applications[applicationSid(target.noun)];
  if (!application) return;
  const { voiceUrl, voiceMethod = 'POST', fallbackUrl, fallbackMethod = 'POST' } = application;
  const parameters = {
    CustomerId: target.attributes.text('customerId') ?? leg.spec.accountSid,
    ...target.passes,
  };
  const fallback = fallbackUrl === undefined ? null : { url: fallbackUrl, method: fallbackMethod };
  const request = { url: voiceUrl, method: voiceMethod, parameters, purpose: 'voice' };
  const ending = yield* exchange.run(leg, request, 'call', fallback);
  if ('parameters' in ending) called.returned = prefixed(ending.parameters ?? {});
  if (ending.kind === 'reject') leg.end(ending.status, 'The application rejected the call.');
  else leg.end(leg.answered ? 'completed' : 'no-answer', 'The application hung up.');
}

function prefixed(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`ReturnParam_${name}`, value]));
}
