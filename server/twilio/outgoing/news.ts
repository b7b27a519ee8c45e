import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js';
import type { CallNews } from '../../store/outgoing.ts';

/** A CallStatus as items keep it; `queued` and `initiated` are the same to people. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export function stateOf(status: string): CallNews['state'] {
  return STATES.has(status) ? (status as CallNews['state']) : 'placed';
}

/** What Twilio's own record says of a call. */
export function newsOf(call: CallInstance, at: number): CallNews {
  const duration = Number(call.duration);
  const ended = call.endTime instanceof Date ? call.endTime.getTime() : Number.NaN;
  return {
    callSid: call.sid,
    state: stateOf(call.status),
    at: Number.isNaN(ended) ? at : ended,
    ...(call.duration && Number.isInteger(duration) ? { duration } : {}),
    ...(call.answeredBy ? { answeredBy: call.answeredBy } : {}),
    ...(call.price ? { price: call.price, priceUnit: call.priceUnit } : {}),
  };
}

/** What a webhook of a placed call tells of it: its status callback, its own request, or who answered. */
export function newsOfWebhook(parameters: Readonly<Record<string, string>>, at: number): CallNews {
  const { CallSid = '', CallStatus = '', CallDuration = '', AnsweredBy, ErrorCode = '' } = parameters;
  return {
    callSid: CallSid,
    state: stateOf(CallStatus),
    at,
    ...(/^\d+$/.test(CallDuration) ? { duration: Number(CallDuration) } : {}),
    ...(AnsweredBy ? { answeredBy: AnsweredBy } : {}),
    ...(/^\d+$/.test(ErrorCode) ? { errorCode: Number(ErrorCode) } : {}),
    checkAt: at + (CallStatus === 'in-progress' ? 5 * 60_000 : 90_000),
  };
}

const STATES: ReadonlySet<string> = new Set([
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
]);
