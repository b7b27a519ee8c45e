import type { CallbackRecord } from './store.ts';

/**
 * The end of a call or message as a status callback reports it, or undefined while it goes on. Only the call's own status
 * counts, not the status of a leg that a block dialled. https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 */
export function outcomeOf(callback: CallbackRecord): string | undefined {
  if (callback.kind !== 'status' || callback.block !== null) return undefined;
  const status = callback.parameters.CallStatus ?? callback.parameters.MessageStatus;
  return status !== undefined && FINAL.has(status) ? status : undefined;
}

const FINAL: ReadonlySet<string> = new Set([
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
  'delivered',
  'undelivered',
  'read',
]);
