import type { Config } from '../config.ts';
import type { SecretSource } from '../environments/held.ts';
import type { EffectServices } from '../webhooks/effects.ts';
import { createCodePool, createCodeService } from './code.ts';
import { createDestinations } from './http/destinations.ts';
import { createHttpClient, type HttpClient } from './http.ts';

/** What reaches out to others than Twilio. */
export interface Services extends Pick<EffectServices, 'code'> {
  readonly http: HttpClient;
  /** Starts what the first call would have to wait for. */
  warm(): void;
  close(): void;
}

export function createServices({ allowHosts }: Pick<Config, 'allowHosts'>, secrets: SecretSource): Services {
  const pool = createCodePool();
  return {
    http: createHttpClient({ destinations: createDestinations(allowHosts), secrets }),
    code: createCodeService(pool, Date.now),
    warm: () => pool.warm(),
    close: () => pool.close(),
  };
}
