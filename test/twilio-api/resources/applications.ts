import { type Handler, page } from '../handler.ts';
import { restApplication } from '../makers.ts';
import { matches, rowAt, rowsOf } from '../rows.ts';
import { newSid, restTime } from '../state.ts';
import { applyForm } from '../write.ts';

/** https://www.twilio.com/docs/usage/api/applications */

export const ListApplication: Handler = (request, state) => {
  const { FriendlyName } = request.query;
  const rows = rowsOf(state.applications, request, (row) => matches(row.friendly_name, FriendlyName));
  return page(request, 'applications', rows);
};

export const FetchApplication: Handler = (request, state) => ({
  status: 200,
  body: rowAt(state.applications, request),
});

export const CreateApplication: Handler = (request, state) => {
  const sid = newSid('AP');
  const row = restApplication(0, {
    sid,
    account_sid: request.account,
    date_created: restTime(),
    friendly_name: '',
    uri: `/2010-04-01/Accounts/${request.account}/Applications/${sid}.json`,
  });
  applyForm(row, request.form);
  state.applications.set(sid, row);
  return { status: 201, body: row };
};

export const UpdateApplication: Handler = (request, state) => {
  const row = rowAt(state.applications, request);
  applyForm(row, request.form);
  return { status: 200, body: row };
};

export const DeleteApplication: Handler = (request, state) => {
  state.applications.delete(rowAt(state.applications, request).sid);
  return { status: 204 };
};
