import { type Handler, page, Refusal } from '../handler.ts';
import { restNumber } from '../makers.ts';
import { matches, rowAt, rowsOf } from '../rows.ts';
import { newSid, restTime, type State } from '../state.ts';
import { applyForm } from '../write.ts';

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */

export const ListIncomingPhoneNumber: Handler = (request, state) => {
  const { PhoneNumber, FriendlyName, Origin } = request.query;
  const rows = rowsOf(
    state.incoming_phone_numbers,
    request,
    (row) =>
      (PhoneNumber === undefined || numberPattern(PhoneNumber).test(String(row.phone_number))) &&
      matches(row.friendly_name, FriendlyName) &&
      matches(row.origin, Origin),
  );
  return page(request, 'incoming_phone_numbers', rows);
};

export const FetchIncomingPhoneNumber: Handler = (request, state) => ({
  status: 200,
  body: rowAt(state.incoming_phone_numbers, request),
});

export const UpdateIncomingPhoneNumber: Handler = (request, state) => {
  const row = rowAt(state.incoming_phone_numbers, request);
  requireApplications(request.form, state);
  applyForm(row, request.form);
  return { status: 200, body: row };
};

export const CreateIncomingPhoneNumber: Handler = (request, state) => {
  const { PhoneNumber, AreaCode, ...settings } = request.form;
  if (PhoneNumber === undefined && AreaCode === undefined)
    throw new Refusal(400, 21613, 'PhoneNumber or AreaCode is required');
  const offer = [...state.available_phone_numbers.values()].find(
    ({ phone_number }) =>
      phone_number === PhoneNumber || (PhoneNumber === undefined && phone_number.startsWith(`+1${AreaCode}`)),
  );
  if (!offer) throw new Refusal(400, 21422, `${PhoneNumber ?? AreaCode} is not available`);
  requireApplications(settings, state);
  const sid = newSid('PN');
  const row = restNumber(0, {
    account_sid: request.account,
    phone_number: offer.phone_number,
    friendly_name: offer.friendly_name,
    capabilities: offer.capabilities,
    date_created: restTime(),
  });
  row.uri = String(row.uri).replace(row.sid, sid);
  row.subresource_uris = { assigned_add_ons: String(row.uri).replace('.json', '/AssignedAddOns.json') };
  row.sid = sid;
  applyForm(row, settings);
  state.available_phone_numbers.delete(offer.phone_number);
  state.incoming_phone_numbers.set(sid, row);
  return { status: 201, body: row };
};

export const DeleteIncomingPhoneNumber: Handler = (request, state) => {
  state.incoming_phone_numbers.delete(rowAt(state.incoming_phone_numbers, request).sid);
  return { status: 204 };
};

/** An application must be one of the account's. */
function requireApplications(form: Readonly<Record<string, string>>, state: State): void {
  for (const name of ['VoiceApplicationSid', 'SmsApplicationSid']) {
    const sid = form[name];
    if (sid && !state.applications.has(sid)) throw new Refusal(400, 21404, `${name} ${sid} is not found`);
  }
}

/** Part of a number, `*` for any digit. */
function numberPattern(text: string): RegExp {
  return new RegExp(text.replaceAll('+', '\\+').replaceAll('*', '\\d'));
}
