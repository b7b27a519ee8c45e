import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';
import type { ApiHandlers } from './handler.ts';

/** Flows that are tried out. @param ask makes a request as calls have it made */
export function trialHandlers(ask: RequestTrial): Pick<ApiHandlers, 'tryRequest'> {
  return {
    tryRequest: async ({ query, body }) => ({ status: 200, body: await ask(body as HttpEffect, query.environment) }),
  };
}

/** Makes a request with the secrets of an environment. Never rejects. */
export type RequestTrial = (effect: HttpEffect, environment: string) => Promise<HttpOutcome>;
