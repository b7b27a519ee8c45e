import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { DoctorDeps } from './doctor/deps.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import { systemNetwork } from './doctor/network.ts';
import { Probe } from './doctor/probe.ts';
import type { Job } from './job.ts';
import type { Store } from './store/store.ts';
import { createAnswerable } from './twilio/answerable.ts';
import { type CallerIdDesk, createCallerIdDesk } from './twilio/caller-ids.ts';
import { createTwilioClient } from './twilio/client.ts';
import { createFroms } from './twilio/froms.ts';
import { createMessageService } from './twilio/messages.ts';
import { createNumberDesk, type NumberDesk } from './twilio/numbers/desk.ts';
import { createOutgoingDesk, type OutgoingDesk } from './twilio/outgoing/desk.ts';
import { openMedia } from './twilio/recordings/media.ts';
import { createRetention } from './twilio/recordings/retention.ts';
import { retentionJob } from './twilio/recordings/retention-job.ts';
import { createRecordingDesk, type RecordingDesk } from './twilio/recordings.ts';
import type { ServerSettings } from './twilio/settings.ts';
import { createSoftphoneDesk, type SoftphoneDesk } from './twilio/softphone/desk.ts';
import { createVoicemailDesk, type VoicemailDesk } from './voicemail/desk.ts';
import { createVoicemailService } from './voicemail/keep.ts';
import { createNotices } from './voicemail/notices.ts';
import { type EffectServices, Effects } from './webhooks/effects.ts';
import { tokenSource } from './webhooks/tokens.ts';

export type { Job } from './job.ts';

/** What the product does with the Twilio account beside answering webhooks; wired here for the server and for tests alike. */
export interface Desks {
  readonly numbers: NumberDesk;
  readonly softphone: SoftphoneDesk;
  /** Do for calls what their blocks want done. */
  readonly effects: EffectServices;
  readonly outgoing: OutgoingDesk;
  readonly recordings: RecordingDesk;
  readonly voicemails: VoicemailDesk;
  readonly callerIds: CallerIdDesk;
  readonly doctor: Doctor;
  /** Takes the requests that the doctor sends this server through its public address. */
  readonly probe: Probe;
  /** Work that goes on beside requests. */
  readonly jobs: readonly Job[];
}

/** Longer than Twilio works on a request whose answer was given up. */
const SETTLE_MS = 60_000;
/** A call waits for it, and after it still has to learn what came of it. */
const SEND_TIMEOUT_MS = 6_000;

export interface DeskDeps {
  /** What reaches out to others than Twilio. */
  readonly services: Pick<EffectServices, 'http' | 'code'>;
  readonly config: Pick<Config, 'twilioApiUrl' | 'dataDir' | 'host' | 'port'>;
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly now: () => number;
  /** Milliseconds after which a request to Twilio that was not answered takes effect no more. */
  readonly settleMs?: number;
  readonly log: Logger;
}

export function createDesks({ config, store, settings, services, now, settleMs = SETTLE_MS, log }: DeskDeps): Desks {
  const client = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl);
  const owner = async () =>
    createTwilioClient({ ...settings.credentials(), apiKeySid: null, apiKeySecret: null }, config.twilioApiUrl);
  const sender = async () => createTwilioClient(settings.credentials(), config.twilioApiUrl, SEND_TIMEOUT_MS);
  const account = () => settings.credentials().accountSid;
  const publicUrl = () => settings.publicUrl().url;
  const requireAnswerable = createAnswerable(settings);
  const froms = createFroms(client, now);
  const { phones } = store;
  const softphone = createSoftphoneDesk({ client, owner, settings, store: store.settings, phones, now, log });
  const probe = new Probe({
    authToken: () => settings.credentials().authToken,
    accountSid: () => settings.credentials().accountSid,
    publicUrl,
  });
  const { flows, outgoing: calls } = store;
  const outgoing = createOutgoingDesk({
    client,
    froms,
    publicUrl,
    requireAnswerable,
    outgoing: calls,
    flows,
    environments: store.environments,
    settings: store.settings,
    now,
    log,
  });
  const numbers = createNumberDesk({ client, account, publicUrl, requireAnswerable, store, now, settleMs, log });
  const callerIds = createCallerIdDesk({ client, froms, now });
  const countries = async () => (await outgoing.settings()).allowed;
  const message = createMessageService({ client: sender, effects: store.effects, countries, now });
  const retention = createRetention({
    client,
    account,
    recordings: store.recordings,
    settings: store.settings,
    now,
    log,
  });
  const { voicemails } = store;
  const voicemail = createVoicemailService({ voicemails, log });
  const effects: EffectServices = { message, voicemail, callback: outgoing.callbacks, ...services };
  const beside = new Effects({
    store: store.effects,
    services: effects,
    log,
    token: tokenSource(),
    now,
    publicUrl: () => publicUrl() ?? '',
  });
  const recordings = createRecordingDesk({
    client,
    account,
    open: (asked) => openMedia(settings.credentials(), config.twilioApiUrl, asked),
    recordings: store.recordings,
    flows,
    retention,
    onGone: voicemails.lose,
    now,
  });
  const doctor = createDoctor(doctorDeps({ config, settings, now }, { store, numbers, probe }), log);
  return {
    doctor,
    probe,
    outgoing,
    numbers,
    callerIds,
    softphone,
    effects,
    recordings,
    voicemails: createVoicemailDesk({ voicemails, flows, recordings, now }),
    jobs: [
      numbers.recovery,
      softphone.job,
      ...outgoing.jobs,
      retentionJob(retention),
      createNotices({ voicemails, effects: beside, publicUrl, now, log }).job,
    ],
  };
}

/** What the doctor looks at; without a running server there is no probe, and perhaps no store. */
export function doctorDeps(
  { config, settings, now }: Pick<DeskDeps, 'config' | 'settings' | 'now'>,
  { store, numbers, probe }: { store?: Store; numbers?: NumberDesk; probe?: Probe } = {},
): DoctorDeps {
  return {
    settings,
    client: (credentials) => createTwilioClient(credentials, config.twilioApiUrl),
    store,
    numbers: numbers?.list,
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
