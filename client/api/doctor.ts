import type { CheckGroup, Checkup } from '../../shared/api/doctor.ts';
import { request } from './request.ts';

/** What stands between a call and a flow that answers. Throws `ApiFailure`. */
export const doctorApi = {
  /** Looks anew; takes up to half a minute where nobody answers. */
  check: (...only: CheckGroup[]) => request<Checkup>('POST', '/doctor', { body: { only } }),
};
