import type { HttpEffect } from '../../shared/effect.ts';
import type { HttpClient } from '../services/http.ts';
import type { ApiHandlers } from './handler.ts';

/** Flows that are tried out. @param ask makes a request as calls have it made */
export function trialHandlers(ask: HttpClient['ask']): Pick<ApiHandlers, 'tryRequest'> {
  return {
    tryRequest: async ({ query, body }) => ({ status: 200, body: await ask(body as HttpEffect, query.environment) }),
  };
}
