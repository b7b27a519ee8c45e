import { API_BASE } from '../../shared/api/base.ts';
import type { ApiError } from '../../shared/api/errors.ts';
import type {
  DeletedRecordings,
  NewRetention,
  RecordingListView,
  RecordingScope,
  RecordingView,
  RetentionPreview,
  RetentionView,
} from '../../shared/api/recordings.ts';
import { queryOf, request } from './request.ts';

/** Which recordings are listed. Times are milliseconds. */
export interface RecordingFilter {
  readonly scope?: RecordingScope;
  readonly flow?: string;
  readonly call?: string;
  readonly from?: number;
  readonly to?: number;
}

/** How the sound of a recording is wanted. */
export interface MediaWish {
  readonly format?: 'mp3' | 'wav';
  readonly channels?: 1 | 2;
}

/** The account's recordings. Every function that asks throws `ApiFailure`. */
export const recordingsApi = {
  /** Latest first; `cursor` (the `next` of the page before) goes on from there. */
  list: (filter: RecordingFilter & { readonly cursor?: string; readonly limit?: number }, signal?: AbortSignal) =>
    request<RecordingListView>('GET', `/recordings${queryOf(filter)}`, signal ? { signal } : {}),
  get: (sid: string) => request<RecordingView>('GET', `/recordings/${sid}`),
  remove: (sids: readonly string[]) => request<DeletedRecordings>('POST', '/recordings/delete', { body: { sids } }),
  retention: () => request<RetentionView>('GET', '/recordings/retention'),
  setRetention: (body: NewRetention) => request<RetentionView>('PUT', '/recordings/retention', { body }),
  previewRetention: (wish: { readonly days: number; readonly scope: RecordingScope }) =>
    request<RetentionPreview>('GET', `/recordings/retention/preview${queryOf(wish)}`),
  /** Address of its sound, for a player or a link. */
  mediaUrl: (sid: string, wish: MediaWish = {}) => `${API_BASE}/recordings/${sid}/media${queryOf(wish)}`,
  /** Why its sound does not come, in a sentence; a player only learns that it failed. Never throws. */
  async whySilent(sid: string, wish: MediaWish = {}): Promise<string> {
    try {
      const answer = await fetch(recordingsApi.mediaUrl(sid, wish), { headers: { range: 'bytes=0-0' } });
      if (answer.ok) {
        await answer.body?.cancel();
        return 'The browser could not play it. Download it instead.';
      }
      const { error } = (await answer.json()) as ApiError;
      return error.message;
    } catch {
      return 'The server does not answer. Check that it runs and that you are online.';
    }
  },
};
