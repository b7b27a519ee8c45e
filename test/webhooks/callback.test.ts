import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { createFroms } from '../../server/twilio/froms.ts';
import { createOutgoingDesk, type OutgoingDesk } from '../../server/twilio/outgoing/desk.ts';
import { type EffectServices, Effects } from '../../server/webhooks/effects.ts';
import type { CallbackEffect, CallbackOutcome } from '../../shared/effect.ts';
import type { Json } from '../../shared/flow/types.ts';
import { restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { noEffects } from './support/no-effects.ts';
import { compileStored } from './support/texting-flow.ts';
import { ACCOUNT, AUTH_TOKEN, actionIn, callParameters, PUBLIC_URL } from './support/twilio.ts';

/** Real signed webhooks, a real database, the real client against Twilio's stand-in. */
let twilio: TwilioApi;
let server: Harness;
let desk: OutgoingDesk;
let ahead: number;

const OURS = '+15550100101';
const ANN = '+15550100199';
const MINUTE = 60_000;
const CREDENTIALS = { source: null, accountSid: ACCOUNT, authToken: AUTH_TOKEN, apiKeySid: null, apiKeySecret: null };
const now = () => Date.now() + ahead;
const log = { warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  ahead = 0;
  twilio = await startTwilioApi({
    account: ACCOUNT,
    authToken: AUTH_TOKEN,
    state: { incoming_phone_numbers: bySid(restNumber(1, { account_sid: ACCOUNT })) },
  });
  server = await startHarness({ compile: compileStored, now, servicesOf, onNews: () => desk.onNews() });
  await desk.setSettings({ countries: ['US'], callsPerDay: 100, callsPerSecond: 100 });
  for (const job of desk.jobs) job.start();
});
afterEach(async () => {
  for (const job of desk.jobs) await job.stop();
  await server.close();
  await twilio.close();
});

function servicesOf(store: Store): EffectServices {
  desk = deskOn(store);
  return { ...noEffects, callback: desk.callbacks };
}

function deskOn(store: Store): OutgoingDesk {
  const client = async () => createTwilioClient(CREDENTIALS, twilio.url, 2_000);
  return createOutgoingDesk({
    ...{ client, froms: createFroms(client, now), publicUrl: () => PUBLIC_URL, requireAnswerable: () => undefined },
    ...{
      outgoing: store.outgoing,
      flows: store.flows,
      environments: store.environments,
      settings: store.settings,
      now,
    },
    log: log as never,
  });
}

const say = (text: string) => ({ type: 'say', props: { prompts: [{ say: text }] }, exits: {} });

async function publish(props: Readonly<Record<string, Json>> = {}, environment?: string): Promise<void> {
  const document = JSON.stringify({
    version: 1,
    name: 'Line',
    settings: { timezone: 'America/New_York' },
    variables: { name: { type: 'string', initial: 'you' } },
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
      ask: {
        type: 'menu',
        props: { prompts: [{ say: 'Press 1.' }], choices: [{ id: 'back', key: '1', label: 'Call me', phrases: [] }] },
        exits: { back: 'back' },
      },
      back: { type: 'callback', props, exits: { asked: 'asked', notReachable: 'none', failed: 'failed' } },
      asked: say('We call you back.'),
      none: say('We cannot call you.'),
      failed: say('That went wrong.'),
      out: { type: 'start', props: { on: 'outgoing-call' }, exits: { next: 'hello' } },
      hello: say('Hello {{ name }}, here is your call.'),
    },
    layout: {},
    tests: [],
  });
  await server.store.flows.create({ id: 'line', name: 'Line', document, now: 1 });
  await server.store.flows.publish({ id: 'line', document, note: '', now: 1, ...(environment && { environment }) });
  server.handler.invalidate('line');
}

/** A caller presses 1; gives what is said then, and the request, to be sent again. */
async function press(change: Record<string, string> = {}, path = '/voice/line') {
  const call = callParameters();
  const who = { From: ANN, To: OURS, Caller: ANN, Called: OURS, ...change };
  const { text } = await server.post(path, call(who));
  const again = () => server.post(actionIn(text), call({ ...who, CallStatus: 'in-progress', Digits: '1' }));
  return { said: (await again()).text, again, sid: call().CallSid ?? '' };
}

const callbacks = () => server.store.outgoing.lists('callback');
const placed = () => [...twilio.state.calls.values()];
const settled = (check: () => unknown) => expect.poll(check, { timeout: 10_000 });
const items = async () => {
  const [list] = await callbacks();
  return server.store.outgoing.items({ list: list?.id ?? '', limit: 20 });
};

/** Twilio tells of the latest call. */
async function tell(status: string, more: Record<string, string> = {}) {
  const item = (await items()).at(-1);
  const path = `/voice/line/outgoing/${item?.id}`;
  const parties = { AccountSid: ACCOUNT, CallSid: item?.callSid ?? '', From: OURS, To: ANN, Direction: 'outbound-api' };
  const send = () =>
    server.post(status === 'answered' ? path : `${path}/status`, { ...parties, CallStatus: status, ...more });
  await send();
  // Told twice it is as told once.
  return send();
}

describe('a caller who asks to be called back', () => {
  test('is called once, whatever is asked and told how often, and hears the flow from its start for that', async () => {
    await publish({ variables: [{ name: 'name', value: 'Ann' }] });
    const { said, again, sid } = await press();
    expect(said).toContain('We call you back.');
    for (const reply of await Promise.all([again(), again()])) expect(reply.text).toBe(said);
    await settled(() => placed().length).toBe(1);
    expect(twilio.requests.find(({ operation }) => operation === 'CreateCall')?.form).toMatchObject({
      ...{ To: ANN, From: OURS },
      Url: expect.stringMatching(/^https:\/\/calls\.example\.test\/voice\/line\/outgoing\//),
    });
    const [view] = await desk.lists.all({ kind: 'callback' });
    expect(view).toMatchObject({ kind: 'callback', name: ANN, tries: 3, origin: { sid, flow: 'line', block: 'back' } });
    await settled(async () => (await items())[0]?.state).toBe('placed');
    const { text } = await tell('answered', { CallStatus: 'in-progress' });
    expect(text).toContain('Hello Ann, here is your call.');
    await tell('completed', { CallDuration: '9' });
    await settled(async () => (await callbacks())[0]?.status).toBe('done');
    expect([placed().length, (await items()).length]).toEqual([1, 1]);
    // Lists of others are lists of others.
    expect(await desk.lists.all({ kind: 'list' })).toEqual([]);
  });

  test('is called again after a while as long as nobody answers, and not more often than it says', async () => {
    await publish({ tries: 2, every: 10 });
    await press();
    await settled(async () => (await items())[0]?.state).toBe('placed');
    await tell('no-answer');
    await settled(async () => (await items()).map(({ state }) => state)).toEqual(['no-answer', 'planned']);
    ahead += 9 * MINUTE;
    desk.onNews();
    await settled(async () => (await desk.lists.all({ kind: 'callback' }))[0]?.waits?.for).toBe('time');
    expect(placed().length).toBe(1);
    ahead += 2 * MINUTE;
    desk.onNews();
    await settled(async () => (await items())[1]?.state).toBe('placed');
    await tell('busy');
    await settled(async () => (await callbacks())[0]?.status).toBe('done');
    expect(placed().length).toBe(2);
  });

  test('is on the list once where they call again, and once more after they were reached', async () => {
    await publish({ delay: 30 });
    expect((await press()).said).toContain('We call you back.');
    expect((await press()).said).toContain('We call you back.');
    expect((await callbacks()).length).toBe(1);
    ahead += 31 * MINUTE;
    desk.onNews();
    await settled(async () => (await items())[0]?.state).toBe('placed');
    await tell('completed', { CallDuration: '9' });
    await press();
    expect((await callbacks()).length).toBe(2);
  });

  test('is not called before the time, nor outside the hours', async () => {
    const all = [{ from: '00:00', to: '24:00' }];
    const today = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'America/New_York' });
    const open = today.format(now() + 2 * 24 * 60 * MINUTE).toLowerCase();
    await publish({ onlyOpen: true, week: { [open]: all } });
    await press();
    await settled(async () => (await desk.lists.all({ kind: 'callback' }))[0]?.waits?.for).toBe('hours');
    ahead += 2 * 24 * 60 * MINUTE;
    desk.onNews();
    await settled(() => placed().length).toBe(1);
  });

  test('is called by the next server where this one is stopped, once', async () => {
    await publish({ delay: 10 });
    await press();
    for (const job of desk.jobs) await job.stop();
    ahead += 11 * MINUTE;
    desk = deskOn(server.store);
    for (const job of desk.jobs) job.start();
    await settled(() => placed().length).toBe(1);
    await settled(async () => (await items())[0]?.state).toBe('placed');
  });

  test('is not called where a person cancels it', async () => {
    await publish({ delay: 10 });
    await press();
    await desk.lists.cancel((await callbacks())[0]?.id ?? '');
    ahead += 11 * MINUTE;
    desk.onNews();
    await settled(async () => (await items())[0]?.state).toBe('canceled');
    expect(placed()).toEqual([]);
  });

  test.each([
    ['hides the number', { From: 'anonymous' }, 'We cannot call you.'],
    ['is in a country that may not be called', { From: '+4930123456' }, 'We cannot call you.'],
    ['claims a premium number', { From: '+19005550100' }, 'We cannot call you.'],
    ['called a number that may call nobody', { To: '+15550100777' }, 'That went wrong.'],
  ])('who %s is told so', async (_who, change, words) => {
    await publish();
    const { said, again } = await press(change);
    expect(said).toContain(words);
    expect((await again()).text).toBe(said);
    expect(await callbacks()).toEqual([]);
  });

  test('runs where the call ran', async () => {
    await server.store.environments.add('staging', 1);
    await publish({}, 'staging');
    expect((await press({}, '/voice/line~staging')).said).toContain('We call you back.');
    await settled(() => placed().length).toBe(1);
    const { form } = twilio.requests.find(({ operation }) => operation === 'CreateCall') ?? {};
    expect(form?.Url).toContain('/voice/line~staging/outgoing/');
    expect(await desk.lists.all({ kind: 'callback' })).toMatchObject([{ environment: 'staging' }]);
  });

  test('who asks for it without a flow that is published is told so', async () => {
    await publish({ flow: 'nowhere' });
    expect((await press()).said).toContain('That went wrong.');
  });
});

describe('what a call-back came to', () => {
  const place = { sid: `CA${'7'.repeat(32)}`, flow: 'line', channel: 'voice', block: 'back', visit: '2.0' } as const;
  const effect: CallbackEffect = {
    ...{ kind: 'callback', to: ANN, from: OURS, variables: {}, earliest: 0, tries: 1, every: 10 },
  };
  let tokens = 0;
  const effectsWith = (callback: EffectServices['callback']) =>
    new Effects({
      ...{ store: server.store.effects, services: { ...noEffects, callback }, log, now, publicUrl: () => PUBLIC_URL },
      token: () => `effect-${++tokens}`,
    });

  test('is found out by the next server where this one is killed after it was written down', async () => {
    await publish();
    const { callbacks: service } = desk;
    let written = (): void => {};
    const done = new Promise<void>((resolve) => {
      written = resolve;
    });
    const lost = effectsWith({
      ...service,
      perform: async (record, url) => {
        await service.perform(record, url);
        written();
        return new Promise<CallbackOutcome>(() => {});
      },
    });
    void lost.once(effect, place);
    await done;
    expect(await effectsWith(service).once(effect, place)).toMatchObject({ result: 'accepted' });
    expect((await callbacks()).length).toBe(1);
  });

  test('is that there are too many of one number', async () => {
    await publish();
    const effects = effectsWith(desk.callbacks);
    const ask = (call: number) => effects.once(effect, { ...place, sid: `CA${String(call).padStart(32, '0')}` });
    for (let call = 0; call < 5; call++) expect(await ask(call)).toMatchObject({ result: 'accepted' });
    expect(await ask(6)).toMatchObject({ result: 'failed', reason: expect.stringContaining('5 times') });
  });
});
