import type { CallListView, CallView } from '../../shared/api/calls.ts';
import { request } from './request.ts';

/** Calls that came in and what happened in them. Every function throws `ApiFailure`. */
export const callsApi = {
  /** Latest first; `before` (a `startedAt`) goes on where the former page ended. */
  list: (query: { flow?: string; limit?: number; before?: number } = {}) => {
    const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
    const search = new URLSearchParams(given).toString();
    return request<CallListView>('GET', search ? `/calls?${search}` : '/calls');
  },
  get: (sid: string) => request<CallView>('GET', `/calls/${encodeURIComponent(sid)}`),
};
