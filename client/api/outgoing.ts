import { API_BASE } from '../../shared/api/base.ts';
import type {
  NewOutgoingCall,
  NewOutgoingList,
  NewOutgoingSettings,
  OutgoingCallListView,
  OutgoingCallView,
  OutgoingCheck,
  OutgoingListsView,
  OutgoingListView,
  OutgoingSettingsView,
  OutgoingState,
} from '../../shared/api/outgoing.ts';
import { request } from './request.ts';

/** Calls that go out, alone and in lists. Every function but `reportUrl` throws `ApiFailure`. */
export const outgoingApi = {
  settings: () => request<OutgoingSettingsView>('GET', '/outgoing/settings'),
  setSettings: (body: NewOutgoingSettings) => request<OutgoingSettingsView>('PUT', '/outgoing/settings', { body }),
  place: (body: NewOutgoingCall) => request<OutgoingCallView>('POST', '/outgoing/calls', { body }),
  call: (id: string) => request<OutgoingCallView>('GET', `/outgoing/calls/${encodeURIComponent(id)}`),
  callAgain: (id: string) => request<OutgoingCallView>('POST', `/outgoing/calls/${encodeURIComponent(id)}/again`),
  /** Calls of a list in its order; `after` is the `next` of the page before. */
  calls: (query: { list: string; state?: OutgoingState; limit?: number; after?: string }) =>
    request<OutgoingCallListView>('GET', `/outgoing/calls?${new URLSearchParams(texts(query))}`),
  /** Lists, or those who asked to be called back; latest first. */
  lists: (kind: OutgoingListView['kind']) => request<OutgoingListsView>('GET', `/outgoing/lists?kind=${kind}`),
  list: (id: string) => request<OutgoingListView>('GET', `/outgoing/lists/${encodeURIComponent(id)}`),
  /** Reads a CSV and says what is wrong, calling nobody. */
  check: (body: NewOutgoingList) => request<OutgoingCheck>('POST', '/outgoing/lists/check', { body }),
  create: (body: NewOutgoingList) => request<OutgoingListView>('POST', '/outgoing/lists', { body }),
  act: (id: string, action: 'pause' | 'resume' | 'cancel') =>
    request<OutgoingListView>('POST', `/outgoing/lists/${encodeURIComponent(id)}/${action}`),
  /** Address of the CSV that says what became of every call. */
  reportUrl: (id: string) => `${API_BASE}/outgoing/lists/${encodeURIComponent(id)}/report.csv`,
};

function texts(values: object): [string, string][] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
}
