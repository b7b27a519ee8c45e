import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Store } from './store/store.ts';
import { createTwilioClient } from './twilio/client.ts';
import { createMessageService } from './twilio/messages.ts';
import { createNumberDesk, type NumberDesk } from './twilio/numbers.ts';
import type { ServerSettings } from './twilio/settings.ts';
import type { EffectServices } from './webhooks/effects.ts';

/** What the product does with the Twilio account beside answering webhooks; wired here for the server and for tests alike. */
export interface Desks {
  readonly numbers: NumberDesk;
  /** Do for calls what their blocks want done. */
  readonly effects: EffectServices;
  /** Work that goes on beside requests. */
  readonly jobs: readonly Job[];
}

/** Started once the server listens, stopped before the store closes. */
export interface Job {
  start(): void;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
}

/** A call waits for it, and after it still has to learn what came of it. */
const SEND_TIMEOUT_MS = 6_000;

export interface DeskDeps {
  readonly config: Pick<Config, 'twilioApiUrl'>;
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly now: () => number;
  readonly log: Logger;
}

export function createDesks({ config, store, settings, now }: DeskDeps): Desks {
  const client = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl);
  const sender = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl, SEND_TIMEOUT_MS);
  const publicUrl = () => settings.publicUrl().url;
  return {
    numbers: createNumberDesk({ client, publicUrl, numbers: store.numbers, flows: store.flows, now }),
    effects: { message: createMessageService({ client: sender, effects: store.effects, now }) },
    jobs: [],
  };
}
