import type {
  AllowedFromsView,
  CallerIdListView,
  VerificationState,
  VerificationView,
  VerifyCallerId,
} from '../../shared/api/caller-ids.ts';
import { request } from './request.ts';

/** Verified caller IDs, and what calls may come from. Every function throws `ApiFailure`. */
export const callerIdsApi = {
  list: () => request<CallerIdListView>('GET', '/caller-ids'),
  froms: () => request<AllowedFromsView>('GET', '/caller-ids/allowed'),
  verify: (body: VerifyCallerId) => request<VerificationView>('POST', '/caller-ids/verifications', { body }),
  state: (phoneNumber: string, callSid: string | null) => {
    const query = new URLSearchParams({ phoneNumber, ...(callSid === null ? {} : { callSid }) });
    return request<VerificationState>('GET', `/caller-ids/verifications?${query}`);
  },
  remove: (sid: string) => request<undefined>('DELETE', `/caller-ids/${encodeURIComponent(sid)}`),
};
