import type { DeletedRecordings } from '../../shared/api/recordings.ts';
import type { MarkedVoicemails, MarkVoicemails, VoicemailListView } from '../../shared/api/voicemails.ts';
import { queryOf, request } from './request.ts';

/** Which messages are listed; an empty box stands for those without one. */
export interface VoicemailFilter {
  readonly box?: string;
  readonly flow?: string;
  readonly state?: 'new' | 'heard';
  readonly search?: string;
}

/** The inbox. Every function throws `ApiFailure`. */
export const voicemailsApi = {
  /** Latest first; `cursor` (the `next` of the page before) goes on from there. */
  list: (filter: VoicemailFilter & { readonly cursor?: string; readonly limit?: number }) =>
    request<VoicemailListView>('GET', `/voicemails${queryOf(filter)}`),
  unread: async () => (await request<{ readonly unread: number }>('GET', '/voicemails/unread')).unread,
  mark: (body: MarkVoicemails) => request<MarkedVoicemails>('POST', '/voicemails/mark', { body }),
  remove: (sids: readonly string[]) => request<DeletedRecordings>('POST', '/voicemails/delete', { body: { sids } }),
};
