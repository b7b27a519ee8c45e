import type { Config } from '../config.ts';
import type { Job } from '../job.ts';
import type { EffectServices } from '../webhooks/effects.ts';
import { createCodePool, createCodeService } from './code.ts';
import { createDestinations } from './http/destinations.ts';
import { createHttpClient, type HttpClient, type SecretSource } from './http.ts';

/** What reaches out to others than Twilio. */
export interface Services extends Pick<EffectServices, 'code'> {
  readonly http: HttpClient;
  /** Keeps threads for code warm. */
  readonly job: Job;
}

/** Until environments keep some. */
const NO_SECRETS: SecretSource = { secret: () => undefined };

export function createServices({ allowHosts }: Pick<Config, 'allowHosts'>, secrets = NO_SECRETS): Services {
  const pool = createCodePool();
  return {
    http: createHttpClient({ destinations: createDestinations(allowHosts), secrets }),
    code: createCodeService(pool, Date.now),
    job: { start: () => pool.warm(), stop: async () => pool.close() },
  };
}
