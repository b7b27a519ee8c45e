import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDestinations } from '../../server/services/http/destinations.ts';
import { createHttpClient } from '../../server/services/http.ts';
import type { Store } from '../../server/store/store.ts';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { createMessageService } from '../../server/twilio/messages.ts';
import { createVoicemailService } from '../../server/voicemail/keep.ts';
import { createNotices } from '../../server/voicemail/notices.ts';
import { type EffectServices, Effects } from '../../server/webhooks/effects.ts';
import type { Json } from '../../shared/flow/types.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { noEffects } from './support/no-effects.ts';
import { compileStored } from './support/texting-flow.ts';
import { ACCOUNT, AUTH_TOKEN, actionIn, callParameters, PUBLIC_URL, type Reply } from './support/twilio.ts';

/** Real signed webhooks, a real database, the real client against Twilio's stand-in, a real server that is told. */
let twilio: TwilioApi;
let server: Harness;
let other: Server;
/** Bodies that the other server got. */
let got: unknown[];
let status = 200;
let now: number;

const CALLER = '+15550001111';
const BOSS = '+15550100131';
const THANKS = 'Thank you, we will call back.';
const RECORDING = `RE${'a'.repeat(32)}`;
const RECORDING_URL = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/${RECORDING}`;

beforeEach(async () => {
  now = Date.now();
  got = [];
  status = 200;
  twilio = await startTwilioApi({ account: ACCOUNT, authToken: AUTH_TOKEN });
  other = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      got.push(JSON.parse(text));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  server = await startHarness({ compile: compileStored, now: () => now, servicesOf });
});
afterEach(async () => {
  await server.close();
  other.closeAllConnections();
  other.close();
  await twilio.close();
});

const CREDENTIALS = { source: null, accountSid: ACCOUNT, authToken: AUTH_TOKEN, apiKeySid: null, apiKeySecret: null };

function servicesOf(store: Store): EffectServices {
  return {
    ...noEffects,
    voicemail: createVoicemailService({ voicemails: store.voicemails, log: { error: () => undefined } }),
    http: createHttpClient({
      destinations: createDestinations(['127.0.0.1']),
      secrets: { secret: (name) => (name === 'KEY' ? 'canary-77' : undefined) },
    }),
    message: createMessageService({
      client: async () => createTwilioClient(CREDENTIALS, twilio.url, 2_000),
      effects: store.effects,
      countries: async () => ['US'],
      now: () => now,
    }),
  };
}

/** Looks for those to be told as a server does that has just been started. */
async function look(): Promise<void> {
  const { store } = server;
  const common = { log: { warn: () => undefined, error: () => undefined }, now: () => now };
  let tokens = 0;
  const effects = new Effects({
    ...common,
    store: store.effects,
    services: servicesOf(store),
    token: () => `notice-${now}-${++tokens}`,
    publicUrl: () => PUBLIC_URL,
  });
  await createNotices({ ...common, voicemails: store.voicemails, effects, publicUrl: () => PUBLIC_URL }).step();
}

async function publish(props: Readonly<Record<string, Json>> = {}): Promise<void> {
  const mail = { greeting: [{ say: 'Speak.' }], thanks: [{ say: THANKS }], box: 'Sales', ...props };
  const document = JSON.stringify({
    version: 1,
    name: 'Mail',
    settings: {},
    variables: {},
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'mail' } },
      mail: { type: 'voicemail', props: mail, exits: { left: 'bye', empty: 'none' } },
      bye: { type: 'say', props: { prompts: [{ say: 'Bye.' }] }, exits: {} },
      none: { type: 'say', props: { prompts: [{ say: 'We heard nothing.' }] }, exits: {} },
    },
    layout: {},
    tests: [],
  });
  await server.store.flows.create({ id: 'mail', name: 'Mail', document, now: 1 });
  await server.store.flows.publish({ id: 'mail', document, note: '', now: 1 });
  server.handler.invalidate('mail');
}

type Call = ReturnType<typeof callParameters>;

/** A caller speaks; gives the request of the action, to be sent as often as Twilio does. */
async function speak(call: Call, change: Record<string, string> = {}): Promise<() => Promise<Reply>> {
  const { text } = await server.post('/voice/mail', call());
  const spoken = { CallStatus: 'in-progress', RecordingUrl: RECORDING_URL, RecordingSid: RECORDING };
  const parameters = call({ ...spoken, RecordingDuration: '12', Digits: '#', ...change });
  return () => server.post(actionIn(text), parameters);
}

const toldOf = (call: Call, change: Record<string, string>) => ({
  AccountSid: ACCOUNT,
  CallSid: call().CallSid ?? '',
  RecordingSid: RECORDING,
  RecordingUrl: RECORDING_URL,
  ...change,
});
const ready = (call: Call, change: Record<string, string> = {}) =>
  server.post(
    '/voice/mail/mail/recording',
    toldOf(call, { RecordingStatus: 'completed', RecordingDuration: '9', ...change }),
  );
const written = (call: Call, text: string, result = 'completed') =>
  server.post(
    '/voice/mail/mail/transcription',
    toldOf(call, { TranscriptionSid: `TR${'b'.repeat(32)}`, TranscriptionStatus: result, TranscriptionText: text }),
  );
const inbox = () => server.store.voicemails.list({ limit: 10 });
const sent = () => [...twilio.state.messages.values()];

describe('a message that a caller leaves', () => {
  test('is in the inbox once before the caller is thanked, however often Twilio asks and tells', async () => {
    await publish({ transcribe: true });
    const call = callParameters();
    const action = await speak(call);
    const replies = await Promise.all([action(), action()]);
    replies.push(await action());
    for (const { text } of replies) expect(text).toMatch(new RegExp(`<Say>${THANKS}</Say>\\s*<Say>Bye.</Say>`));
    const { CallSid = '' } = call();
    const kept = { recording: RECORDING, url: RECORDING_URL, call: CallSid, flow: 'mail', block: 'mail', box: 'Sales' };
    expect(await inbox()).toMatchObject([
      { ...kept, from: CALLER, to: '+15550002222', seconds: 12, sound: null, written: null, heardAt: null, told: null },
    ]);
    for (let times = 0; times < 2; times++) {
      await ready(call);
      await written(call, 'Please call me.');
    }
    expect(await inbox()).toMatchObject([{ seconds: 9, sound: 'completed', written: 'Please call me.' }]);
  });

  test('counts where the caller hangs up while it is recorded', async () => {
    await publish();
    const call = callParameters();
    const action = await speak(call, { Digits: 'hangup', CallStatus: 'completed' });
    await server.post('/voice/mail/status', call({ CallStatus: 'completed', CallDuration: '20' }));
    await action();
    await action();
    expect(await inbox()).toHaveLength(1);
  });

  test('is none where nothing was said', async () => {
    await publish();
    const action = await speak(callParameters(), { RecordingDuration: '1', Digits: 'hangup' });
    expect((await action()).text).toContain('We heard nothing.');
    expect(await inbox()).toEqual([]);
  });

  test('is complete where Twilio tells of it before it asks what is next', async () => {
    await publish({ transcribe: true });
    const call = callParameters();
    const action = await speak(call);
    await ready(call);
    await written(call, '', 'failed');
    await action();
    expect(await inbox()).toMatchObject([{ seconds: 9, sound: 'completed', written: '' }]);
  });

  test('stays out of the inbox once its recording was deleted', async () => {
    await publish();
    const action = await speak(callParameters());
    const wish = { account: ACCOUNT, sid: RECORDING, call: null, reason: 'asked', at: now, next: now } as const;
    await action();
    await server.store.recordings.settle(wish, now);
    expect(await inbox()).toEqual([]);
    const place = { call: 'CA1', flow: 'mail', block: 'mail', visit: '1.0', box: '', from: CALLER, to: '', at: now };
    const message = { recording: RECORDING, url: RECORDING_URL, seconds: 3, transcribed: false, tellBy: null };
    await server.store.voicemails.add({ ...place, ...message });
    expect(await inbox()).toEqual([]);
  });
});

describe('those who are to be told', () => {
  const address = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}/mail?key={{ secrets.KEY }}`;
  const LINK = `${PUBLIC_URL}/voicemail?message=${RECORDING}`;

  test('are told once, with what was said, as soon as that is written down', async () => {
    await publish({ transcribe: true, waitForText: true, notifyTo: BOSS, webhook: address() });
    const call = callParameters();
    await (await speak(call))();
    await ready(call);
    await look();
    expect([sent(), got]).toEqual([[], []]);
    await written(call, 'Please call me.');
    for (let times = 0; times < 2; times++) await look();
    const body = `New voicemail in Sales from ${CALLER}, 0:12.\n“Please call me.”\n${LINK}`;
    expect(sent()).toMatchObject([{ to: BOSS, from: '+15550002222', body }]);
    const place = { event: 'voicemail', flow: 'mail', environment: 'live', block: 'mail', box: 'Sales' };
    const about = { CallSid: call().CallSid, From: CALLER, To: '+15550002222', RecordingSid: RECORDING };
    expect(got).toEqual([
      {
        ...place,
        ...about,
        RecordingUrl: RECORDING_URL,
        RecordingDuration: 9,
        TranscriptionText: 'Please call me.',
        at: new Date(now).toISOString(),
        link: LINK,
      },
    ]);
    const [message] = await inbox();
    expect(message?.told).toEqual([
      { to: BOSS, trouble: null },
      { to: address(), trouble: null },
    ]);
    expect(JSON.stringify(server.rows())).not.toContain('canary-77');
  });

  test('are told without it after ten minutes', async () => {
    await publish({ transcribe: true, waitForText: true, notifyTo: BOSS });
    const call = callParameters();
    await (await speak(call))();
    await ready(call);
    now += 10 * 60_000 - 1;
    await look();
    expect(sent()).toEqual([]);
    now += 1;
    await look();
    await written(call, 'Too late.');
    await look();
    expect(sent()).toMatchObject([{ body: `New voicemail in Sales from ${CALLER}, 0:12.\n${LINK}` }]);
  });

  test('are told as soon as the sound is there where they do not wait, and after a minute where Twilio tells nothing', async () => {
    await publish({ notifyTo: BOSS });
    const call = callParameters();
    await (await speak(call))();
    await look();
    expect(sent()).toEqual([]);
    now += 60_000;
    await look();
    expect(sent()).toHaveLength(1);
    await ready(call);
    await look();
    expect(sent()).toHaveLength(1);
  });

  test('are told of no silence', async () => {
    await publish({ notifyTo: BOSS });
    const call = callParameters();
    await (await speak(call))();
    await ready(call, { RecordingStatus: 'absent' });
    now += 3_600_000;
    await look();
    expect(sent()).toEqual([]);
    expect(await inbox()).toMatchObject([{ sound: 'absent' }]);
  });

  test('are told once where the answer got lost and the server is started anew', async () => {
    await publish({ notifyTo: BOSS, webhook: address() });
    const call = callParameters();
    await (await speak(call))();
    await ready(call);
    const { voicemails } = server.store;
    const { told } = voicemails;
    // Killed after all is sent and before it is noted that they were told.
    Object.assign(voicemails, { told: () => Promise.reject(new Error('killed')) });
    twilio.fail({ match: 'CreateMessage', times: 1, with: 'lose answer' });
    await expect(look()).rejects.toThrow('killed');
    Object.assign(voicemails, { told });
    await look();
    expect([sent().length, got.length]).toEqual([1, 1]);
    expect((await inbox())[0]?.told?.map(({ trouble }) => trouble)).toEqual([null, null]);
  });

  test('leave word of what went wrong, and are not told again', async () => {
    status = 500;
    twilio.fail({ match: 'CreateMessage', with: 400, code: 21211 });
    await publish({ notifyTo: BOSS, webhook: address() });
    const call = callParameters();
    await (await speak(call))();
    await ready(call);
    await look();
    await look();
    expect((await inbox())[0]?.told).toEqual([
      { to: BOSS, trouble: expect.stringContaining('21211') },
      { to: address(), trouble: 'The server answered 500.' },
    ]);
    expect(got).toHaveLength(1);
  });
});
