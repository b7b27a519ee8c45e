import type {
  CalledFlowsView,
  FlowListView,
  FlowProblemsView,
  FlowSummaryView,
  FlowView,
  NewFlow,
  SavedDraft,
  VersionListView,
  VersionView,
} from '../../shared/api/flows.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { request } from './request.ts';

/** Flows, drafts and versions. Every function throws `ApiFailure`. */
export const flowsApi = {
  list: (signal?: AbortSignal) => request<FlowListView>('GET', '/flows', signal ? { signal } : {}),
  get: (id: string) => request<FlowView>('GET', flow(id)),
  create: (body: NewFlow) => request<FlowView>('POST', '/flows', { body }),
  remove: (id: string) => request<undefined>('DELETE', flow(id)),
  /** 412 carries `StaleDraft` in the failure's `body`. */
  saveDraft: (id: string, document: FlowDocument, revision: number) =>
    request<SavedDraft>('PUT', `${flow(id)}/draft`, { body: document, revision }),
  /** 412 carries `StaleDraft`, 422 `Unpublishable` in the failure's `body`. */
  publish: (id: string, revision: number, note: string, environment: string) =>
    request<VersionView>('POST', `${flow(id)}/publish`, {
      body: { ...(note === '' ? {} : { note }), environment },
      revision,
    }),
  /** What the checker finds in the saved draft. */
  problems: (id: string) => request<FlowProblemsView>('GET', `${flow(id)}/problems`),
  versions: (id: string) => request<VersionListView>('GET', `${flow(id)}/versions`),
  version: (id: string, version: number) => request<VersionView>('GET', `${flow(id)}/versions/${version}`),
  /** Versions of flows, as publishing to an environment would keep them, with all that those call. */
  called: (ids: readonly string[], environment: string) =>
    request<CalledFlowsView>('GET', `/called-flows?${new URLSearchParams({ flows: ids.join(','), environment })}`),
  /** A version, and those of the flows that it runs, whether they are offered any more or not. */
  behind: (id: string, version: number) => request<CalledFlowsView>('GET', `${flow(id)}/versions/${version}/behind`),
  /** Gives new calls in an environment another version, or none. */
  setLive: (id: string, version: number | null, environment: string = LIVE) =>
    request<FlowSummaryView>('POST', `${flow(id)}/live`, { body: { version, environment } }),
};

function flow(id: string): string {
  return `/flows/${encodeURIComponent(id)}`;
}
