import type { SoftphoneDialling, SoftphoneToken, SoftphoneView } from '../../shared/api/softphone.ts';
import { request } from './request.ts';

/** Browser phones. Every function throws `ApiFailure`. */
export const softphoneApi = {
  get: () => request<SoftphoneView>('GET', '/softphone'),
  /** Makes what is missing at Twilio, or puts it right. */
  setUp: () => request<SoftphoneView>('POST', '/softphone/setup'),
  remove: () => request<SoftphoneView>('DELETE', '/softphone'),
  setDialling: (body: SoftphoneDialling) => request<SoftphoneView>('PUT', '/softphone/dialling', { body }),
  token: (identity: string) => request<SoftphoneToken>('POST', '/softphone/token', { body: { identity } }),
  forgetPhone: (identity: string) => request<undefined>('DELETE', `/softphone/phones/${encodeURIComponent(identity)}`),
};
