import type { VerbRun } from '../types.ts';
import { type Called, worldSays } from './called.ts';

/**
 * What the action URL hears of a SIP call beside the rest. https://www.twilio.com/docs/voice/twiml/sip#dial-action-http-parameters
 */
export function sipParameters(run: VerbRun, called: Called): Readonly<Record<string, string>> {
  if (called.target.noun.tag !== 'Sip') return {};
  const says = worldSays(run, called);
  const headers = Object.entries(says).filter(([name]) => name.startsWith('DialSipHeader_'));
  return {
    DialSipCallId: `${run.exchange.sid('')}@0.0.0.0`,
    DialSipResponseCode: says.SipResponseCode ?? codeOf(called),
    ...Object.fromEntries(headers),
  };
}

function codeOf({ leg }: Called): string {
  if (leg.answered) return '200';
  if (leg.status === 'busy') return '486';
  return leg.status === 'failed' ? '404' : '487';
}
