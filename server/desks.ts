import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Store } from './store/store.ts';
import { createTwilioClient } from './twilio/client.ts';
import { createNumberDesk, type NumberDesk } from './twilio/numbers/desk.ts';
import type { ServerSettings } from './twilio/settings.ts';
import { createSoftphoneDesk, type SoftphoneDesk } from './twilio/softphone/desk.ts';

/** What the product does with the Twilio account beside answering webhooks; wired here for the server and for tests alike. */
export interface Desks {
  readonly numbers: NumberDesk;
  readonly softphone: SoftphoneDesk;
  /** Work that goes on beside requests. */
  readonly jobs: readonly Job[];
}

/** Started once the server listens, stopped before the store closes. */
export interface Job {
  start(): void;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
}

export interface DeskDeps {
  readonly config: Pick<Config, 'twilioApiUrl'>;
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly now: () => number;
  readonly log: Logger;
}

export function createDesks({ config, store, settings, now, log }: DeskDeps): Desks {
  const client = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl);
  const owner = async () =>
    createTwilioClient({ ...settings.credentials(), apiKeySid: null, apiKeySecret: null }, config.twilioApiUrl);
  const publicUrl = () => settings.publicUrl().url;
  const { phones } = store;
  const softphone = createSoftphoneDesk({ client, owner, settings, store: store.settings, phones, now, log });
  return {
    numbers: createNumberDesk({ client, publicUrl, numbers: store.numbers, flows: store.flows, now }),
    softphone,
    jobs: [softphone.job],
  };
}
