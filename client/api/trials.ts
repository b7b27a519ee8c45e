import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';
import { request } from './request.ts';

/** Flows that are tried out in the page. */
export const trialsApi = {
  /** Has the server make a request of a flow. Throws `ApiFailure`. */
  request: (effect: HttpEffect) => request<HttpOutcome>('POST', '/trials/requests', { body: effect }),
};
