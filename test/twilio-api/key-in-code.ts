import { restCallerId } from './makers.ts';
import { newSid, restTime, type State } from './state.ts';

/**
 * The person at the number keys in a code: with the right one it becomes a verified caller ID.
 *
 * @returns true with the right code
 */
export function keyInCode(state: State, phoneNumber: string, code: string): boolean {
  const asked = state.validation_requests.get(phoneNumber);
  if (asked?.validation_code !== code) return false;
  state.validation_requests.delete(phoneNumber);
  const sid = newSid('PN');
  const row = restCallerId(0, {
    sid,
    account_sid: asked.account_sid,
    date_created: restTime(),
    friendly_name: asked.friendly_name,
    phone_number: phoneNumber,
  });
  state.outgoing_caller_ids.set(sid, row);
  return true;
}
