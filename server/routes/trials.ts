import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';
import type { ApiHandlers } from './handler.ts';

/** Flows that are tried out. @param ask makes a request as calls have it made */
export function trialHandlers(ask: (effect: HttpEffect) => Promise<HttpOutcome>): Pick<ApiHandlers, 'tryRequest'> {
  return {
    tryRequest: async ({ body }) => ({ status: 200, body: await ask(body as HttpEffect) }),
  };
}
