import { type Handler, page, Refusal } from '../handler.ts';
import { matches, rowAt, rowsOf } from '../rows.ts';
import { newSid } from '../state.ts';
import { applyForm } from '../write.ts';

/** https://www.twilio.com/docs/voice/api/outgoing-caller-ids */

export const ListOutgoingCallerId: Handler = (request, state) => {
  const { PhoneNumber, FriendlyName } = request.query;
  const rows = rowsOf(
    state.outgoing_caller_ids,
    request,
    (row) => matches(row.phone_number, PhoneNumber) && matches(row.friendly_name, FriendlyName),
  );
  return page(request, 'outgoing_caller_ids', rows);
};

export const FetchOutgoingCallerId: Handler = (request, state) => ({
  status: 200,
  body: rowAt(state.outgoing_caller_ids, request),
});

export const UpdateOutgoingCallerId: Handler = (request, state) => {
  const row = rowAt(state.outgoing_caller_ids, request);
  applyForm(row, request.form);
  return { status: 200, body: row };
};

export const DeleteOutgoingCallerId: Handler = (request, state) => {
  state.outgoing_caller_ids.delete(rowAt(state.outgoing_caller_ids, request).sid);
  return { status: 204 };
};

/** Twilio calls the number at once, or after CallDelay; `keyInCode` is what a person then does. */
export const CreateValidationRequest: Handler = (request, state) => {
  const { PhoneNumber = '', FriendlyName = PhoneNumber, CallDelay, Extension } = request.form;
  if ([...state.outgoing_caller_ids.values()].some((row) => row.phone_number === PhoneNumber))
    throw new Refusal(400, 21450, `Phone number already validated for your account: ${PhoneNumber}`);
  if (CallDelay !== undefined && !(Number(CallDelay) >= 0 && Number(CallDelay) <= 60))
    throw new Refusal(400, 21452, `Invalid CallDelay: ${CallDelay}`);
  if (Extension !== undefined && !/^\d+$/.test(Extension))
    throw new Refusal(400, 21454, `Invalid Extension: ${Extension}`);
  const row = {
    account_sid: request.account,
    call_sid: newSid('CA'),
    friendly_name: FriendlyName,
    phone_number: PhoneNumber,
    validation_code: String(100_000 + state.validation_requests.size),
  };
  state.validation_requests.set(PhoneNumber, row);
  return { status: 200, body: row };
};
