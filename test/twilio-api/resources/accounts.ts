import { found, type Handler } from '../handler.ts';

/** https://www.twilio.com/docs/iam/api/account */

export const FetchAccount: Handler = (request, state) => ({
  status: 200,
  body: found(state.accounts.get(request.path.Sid ?? ''), request),
});
