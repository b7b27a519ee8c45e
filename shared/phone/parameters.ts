import type { Leg } from './leg.ts';

/**
 * What every voice webhook of a leg carries.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function standardParameters(leg: Leg): Record<string, string> {
  const { accountSid, from, to, direction, parent, extra = {} } = leg.spec;
  return {
    CallSid: leg.sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: leg.status,
    ApiVersion: '2010-04-01',
    Direction: direction,
    ...(parent ? { ParentCallSid: parent.sid } : {}),
    ...extra,
  };
}
