import { type Handler, page, Refusal } from '../handler.ts';
import { restMessage } from '../makers.ts';
import { inTime, matches, rowAt, rowsOf } from '../rows.ts';
import { newSid, restTime } from '../state.ts';

/** https://www.twilio.com/docs/messaging/api/message-resource */

export const ListMessage: Handler = (request, state) => {
  const { query } = request;
  const rows = rowsOf(
    state.messages,
    request,
    (row) => matches(row.to, query.To) && matches(row.from, query.From) && inTime(row.date_sent, 'DateSent', query),
  );
  return page(request, 'messages', rows);
};

export const FetchMessage: Handler = (request, state) => ({ status: 200, body: rowAt(state.messages, request) });

/**
 * What is not to be retained is gone at once: https://www.twilio.com/docs/messaging/guides/privacy-message-redaction
 * The message waits as `queued` (`accepted` for a messaging service); whoever tests moves it on in the state.
 */
export const CreateMessage: Handler = (request, state) => {
  const { To = '', From, MessagingServiceSid, Body, ContentSid, ContentRetention, AddressRetention } = request.form;
  const media = request.lists.MediaUrl ?? [];
  if (From === undefined && MessagingServiceSid === undefined)
    throw new Refusal(400, 21603, "A 'From' phone number is required.");
  if (Body === undefined && ContentSid === undefined && media.length === 0)
    throw new Refusal(400, 21602, 'Message body is required.');
  if (Body !== undefined && Body.length > 1600)
    throw new Refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  const row = restMessage(0, {
    sid: newSid(media.length > 0 ? 'MM' : 'SM'),
    account_sid: request.account,
    body: ContentRetention === 'discard' ? '' : (Body ?? ''),
    date_created: restTime(),
    date_sent: null,
    date_updated: restTime(),
    from: From ?? null,
    messaging_service_sid: MessagingServiceSid ?? null,
    num_media: String(media.length),
    num_segments: MessagingServiceSid === undefined ? '1' : '0',
    status: MessagingServiceSid === undefined ? 'queued' : 'accepted',
    to: AddressRetention === 'obfuscate' ? `${To.slice(0, -4)}XXXX` : To,
  });
  state.messages.set(row.sid, row);
  return { status: 201, body: row };
};

/** Only a body can be taken away (an empty text) and a scheduled message called off. */
export const UpdateMessage: Handler = (request, state) => {
  const row = rowAt(state.messages, request);
  if (request.form.Body !== undefined) row.body = request.form.Body;
  if (request.form.Status !== undefined) row.status = request.form.Status;
  row.date_updated = restTime();
  return { status: 200, body: row };
};

export const DeleteMessage: Handler = (request, state) => {
  state.messages.delete(rowAt(state.messages, request).sid);
  return { status: 204 };
};
