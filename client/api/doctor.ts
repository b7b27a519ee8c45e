import type { CheckGroup, Checkup } from '../../shared/api/doctor.ts';
import type { OperationView, PublishNumbers } from '../../shared/api/numbers.ts';
import { request } from './request.ts';

/** What stands between a call and a flow that answers. Both throw `ApiFailure`. */
export const doctorApi = {
  /** Looks anew; takes up to half a minute where nobody answers. */
  check: (...only: CheckGroup[]) => request<Checkup>('POST', '/doctor', { body: { only } }),
  /** Points numbers at a flow in one go: all of them or none. */
  point: (body: PublishNumbers) => request<OperationView>('POST', '/numbers/publish', { body }),
};
