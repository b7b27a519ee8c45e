import type { EnvironmentsView, SetBinding } from '../../shared/api/environments.ts';
import { request } from './request.ts';

/** Environments and what flows name in them. Each change answers all there is now. Every function throws `ApiFailure`. */
export const environmentsApi = {
  list: () => request<EnvironmentsView>('GET', '/environments'),
  add: (name: string) => request<EnvironmentsView>('POST', '/environments', { body: { name } }),
  remove: (name: string) => request<EnvironmentsView>('DELETE', `/environments/${encodeURIComponent(name)}`),
  setBinding: (name: string, body: SetBinding) => request<EnvironmentsView>('PUT', bindingPath(name), { body }),
  removeBinding: (name: string) => request<EnvironmentsView>('DELETE', bindingPath(name)),
  setValue: (name: string, environment: string, value: string) =>
    request<EnvironmentsView>('PUT', valuePath(name, environment), { body: { value } }),
  unsetValue: (name: string, environment: string) => request<EnvironmentsView>('DELETE', valuePath(name, environment)),
};

function bindingPath(name: string): string {
  return `/bindings/${encodeURIComponent(name)}`;
}

function valuePath(name: string, environment: string): string {
  return `${bindingPath(name)}/values/${encodeURIComponent(environment)}`;
}
