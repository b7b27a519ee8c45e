import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { DoctorDeps } from './doctor/deps.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import { systemNetwork } from './doctor/network.ts';
import { Probe } from './doctor/probe.ts';
import type { Store } from './store/store.ts';
import { createTwilioClient } from './twilio/client.ts';
import { createNumberDesk, type NumberDesk } from './twilio/numbers.ts';
import type { ServerSettings } from './twilio/settings.ts';

/** What the product does with the Twilio account beside answering webhooks; wired here for the server and for tests alike. */
export interface Desks {
  readonly numbers: NumberDesk;
  readonly doctor: Doctor;
  /** Takes the requests that the doctor sends this server through its public address. */
  readonly probe: Probe;
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
  readonly config: Pick<Config, 'twilioApiUrl' | 'dataDir' | 'host' | 'port'>;
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly now: () => number;
  readonly log: Logger;
}

export function createDesks({ config, store, settings, now, log }: DeskDeps): Desks {
  const client = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl);
  const publicUrl = () => settings.publicUrl().url;
  const probe = new Probe({
    authToken: () => settings.credentials().authToken,
    accountSid: () => settings.credentials().accountSid,
    publicUrl,
  });
  return {
    numbers: createNumberDesk({ client, publicUrl, numbers: store.numbers, flows: store.flows, now }),
    doctor: createDoctor(doctorDeps({ config, settings, now }, store, probe), log),
    probe,
    jobs: [],
  };
}

/** What the doctor looks at; without a running server there is no probe, and perhaps no store. */
export function doctorDeps(
  { config, settings, now }: Pick<DeskDeps, 'config' | 'settings' | 'now'>,
  store: DoctorDeps['store'],
  probe: Probe | undefined,
): DoctorDeps {
  return {
    settings,
    client: (credentials) => createTwilioClient(credentials, config.twilioApiUrl),
    store,
    probe,
    network: systemNetwork(),
    limits: DOCTOR_LIMITS,
    listens: config,
    dataDir: config.dataDir,
    now,
  };
}

/** Twilio itself waits 5 s for a connection and 15 s for an answer. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const DOCTOR_LIMITS = { connectMs: 5_000, totalMs: 10_000 };
