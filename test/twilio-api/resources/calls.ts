import { type Handler, page, Refusal } from '../handler.ts';
import { restCall } from '../makers.ts';
import { inTime, matches, rowAt, rowsOf } from '../rows.ts';
import { newSid, restTime } from '../state.ts';

/** https://www.twilio.com/docs/voice/api/call-resource */

export const ListCall: Handler = (request, state) => {
  const { query } = request;
  const rows = rowsOf(
    state.calls,
    request,
    (row) =>
      matches(row.to, query.To) &&
      matches(row.from, query.From) &&
      matches(row.status, query.Status) &&
      matches(row.parent_call_sid, query.ParentCallSid) &&
      inTime(row.start_time, 'StartTime', query) &&
      inTime(row.end_time, 'EndTime', query),
  );
  return page(request, 'calls', rows);
};

export const FetchCall: Handler = (request, state) => ({ status: 200, body: rowAt(state.calls, request) });

/** The call waits as `queued`; whoever tests moves it on in the state. */
export const CreateCall: Handler = (request, state) => {
  const { To, From, Url, Twiml, ApplicationSid } = request.form;
  if (Url === undefined && Twiml === undefined && ApplicationSid === undefined)
    throw new Refusal(400, 21205, 'Url parameter is required.');
  const froms = [...state.incoming_phone_numbers.values(), ...state.outgoing_caller_ids.values()];
  const own = froms.find((row) => row.phone_number === From);
  if (!own && !/^(client|sip):/.test(From ?? ''))
    throw new Refusal(
      400,
      21210,
      `The source phone number provided, ${From}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
    );
  const row = restCall(0, {
    sid: newSid('CA'),
    account_sid: request.account,
    date_created: null,
    date_updated: null,
    direction: 'outbound-api',
    duration: null,
    end_time: null,
    from: From,
    from_formatted: From,
    phone_number_sid: own && state.incoming_phone_numbers.has(own.sid) ? own.sid : null,
    start_time: null,
    status: 'queued',
    to: To,
    to_formatted: To,
  });
  state.calls.set(row.sid, row);
  return { status: 201, body: row };
};

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

export const UpdateCall: Handler = (request, state) => {
  const row = rowAt(state.calls, request);
  const { Status, Url, Twiml } = request.form;
  if (OVER.includes(String(row.status)) && (Status ?? Url ?? Twiml) !== undefined)
    throw new Refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
  // `canceled` is for calls that do not speak yet; `completed` ends any.
  if (Status !== undefined && !(Status === 'canceled' && row.status === 'in-progress')) {
    row.status = Status;
    row.end_time = restTime();
  }
  row.date_updated = restTime();
  return { status: 200, body: row };
};

export const DeleteCall: Handler = (request, state) => {
  state.calls.delete(rowAt(state.calls, request).sid);
  return { status: 204 };
};
