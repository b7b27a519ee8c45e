import { type Handler, page } from '../handler.ts';
import { newSid, restTime } from '../state.ts';

/** https://www.twilio.com/docs/messaging/api/message-resource */

export const ListMessage: Handler = (request, state) => {
  const { To, From } = request.query;
  const rows = [...state.messages.values()].filter(
    (row) => (To === undefined || row.to === To) && (From === undefined || row.from === From),
  );
  return page(request, 'messages', rows.reverse());
};

export const CreateMessage: Handler = (request, state) => {
  const { To, From, MessagingServiceSid, Body } = request.form;
  const media = request.lists.MediaUrl ?? [];
  const sid = newSid(media.length > 0 ? 'MM' : 'SM');
  const uri = `/2010-04-01/Accounts/${request.account}/Messages/${sid}`;
  const row = {
    sid,
    account_sid: request.account,
    api_version: '2010-04-01',
    body: Body ?? '',
    date_created: restTime(),
    date_sent: null,
    date_updated: restTime(),
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: From ?? null,
    messaging_service_sid: MessagingServiceSid ?? null,
    num_media: String(media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to: To,
    uri: `${uri}.json`,
  };
  state.messages.set(sid, row);
  return { status: 201, body: row };
};
