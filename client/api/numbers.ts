import type {
  AvailableNumbersView,
  BuyNumber,
  NumberCountriesView,
  NumberSearch,
  PurchaseListView,
  PurchaseView,
} from '../../shared/api/number-market.ts';
import type {
  NumberChoice,
  NumberListView,
  OperationListView,
  OperationView,
  ResumeOperation,
} from '../../shared/api/numbers.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { request } from './request.ts';

/** The account's numbers, and those that can be bought. Every function throws `ApiFailure`. */
export const numbersApi = {
  list: () => request<NumberListView>('GET', '/numbers'),
  /** All of them or none; a failure carries `FailedOperation` in its `body`. */
  publish: (flow: string, numbers: readonly NumberChoice[], environment: string = LIVE) =>
    request<OperationView>('POST', '/numbers/publish', { body: { flow, environment, numbers } }),
  /** Puts back what was there before; a failure carries `FailedOperation` in its `body`. */
  release: (numbers: readonly NumberChoice[]) =>
    request<OperationView>('POST', '/numbers/release', { body: { numbers } }),
  /** Leaves the numbers as they are, without the memory of what was there before. */
  forget: (numbers: readonly NumberChoice[]) => request<undefined>('POST', '/numbers/forget', { body: { numbers } }),
  operations: () => request<OperationListView>('GET', '/numbers/operations'),
  operation: (id: string) => request<OperationView>('GET', `/numbers/operations/${encodeURIComponent(id)}`),
  resume: (id: string, direction: ResumeOperation['direction']) =>
    request<OperationView>('POST', `/numbers/operations/${encodeURIComponent(id)}/resume`, { body: { direction } }),
  countries: () => request<NumberCountriesView>('GET', '/numbers/countries'),
  available: (search: Partial<NumberSearch>) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return request<AvailableNumbersView>(
      'GET',
      `/numbers/available?${new URLSearchParams(given as [string, string][])}`,
    );
  },
  /** 409 carries `OtherPrice` in the failure's `body`. */
  buy: (body: BuyNumber) => request<PurchaseView>('POST', '/numbers/purchases', { body }),
  purchases: () => request<PurchaseListView>('GET', '/numbers/purchases'),
};
