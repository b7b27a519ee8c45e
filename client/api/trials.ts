import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';
import { request } from './request.ts';

/** Flows that are tried out in the page. */
export const trialsApi = {
  /** Has the server make a request of a flow, with the secrets of an environment. Throws `ApiFailure`. */
  request: (effect: HttpEffect, environment: string) =>
    request<HttpOutcome>('POST', `/trials/requests?environment=${encodeURIComponent(environment)}`, { body: effect }),
};
