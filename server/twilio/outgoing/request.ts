import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import { outgoingUrl } from '../../../shared/engine/links.ts';
import type { OutgoingItem } from '../../store/outgoing.ts';

/**
 * What Twilio is asked for one call. Every URL carries the call's own id, so that whatever comes back proves that it was placed.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 */
export function callRequest(item: OutgoingItem, base: string): CallListInstanceCreateOptions {
  const { to, from, flow, id, options, environment } = item;
  const url = outgoingUrl(base, flow, id, environment ?? undefined);
  const { asyncAmd, machineDetection, record, ...plain } = options;
  return {
    to,
    from,
    url,
    method: 'POST',
    fallbackUrl: `${url}/fallback`,
    fallbackMethod: 'POST',
    statusCallback: `${url}/status`,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ...plain,
    ...(machineDetection && { machineDetection }),
    ...(machineDetection &&
      asyncAmd && { asyncAmd: 'true', asyncAmdStatusCallback: `${url}/amd`, asyncAmdStatusCallbackMethod: 'POST' }),
    ...(record && {
      record,
      recordingStatusCallback: `${url}/recording`,
      recordingStatusCallbackMethod: 'POST',
    }),
  };
}
