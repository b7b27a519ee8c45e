import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CheckGroup, checkupSchema } from '../../shared/api/doctor.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, restAccount, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { type Findings, findingsOf } from './support/server.ts';

const TOKEN = 'f'.repeat(32);
const BASE = 'https://calls.office.example/app';
const KEY = sidAt('SK', 1);

let twilio: TwilioApi;
let api: ApiServer;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-checks-'));
  twilio = await startTwilioApi({
    authToken: TOKEN,
    apiKeys: [{ sid: KEY, secret: 'key-secret-for-tests-000000000000' }],
  });
  twilio.state.accounts.set(
    ACCOUNT,
    restAccount({ sid: ACCOUNT, type: 'Full', auth_token: TOKEN, friendly_name: 'Bakery' }),
  );
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
  await twilio.close();
});

async function start(env: Record<string, string> = {}): Promise<void> {
  const all = {
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    PUBLIC_BASE_URL: BASE,
    TWILIO_API_URL: twilio.url,
    ...env,
  };
  api = await startApi(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')), folder);
}

async function check(...only: CheckGroup[]): Promise<Findings> {
  const { status, body } = await api.ask('POST', '/doctor', { body: { only } });
  expect(status).toBe(200);
  return findingsOf(checkupSchema.parse(body));
}

/** @param blocks beside those of the sample */
async function publish(name: string, blocks: Record<string, FlowBlock> = {}): Promise<string> {
  const sample = sampleFlow(name);
  const document = { ...sample, blocks: { ...sample.blocks, ...blocks } };
  const { body } = await api.ask('POST', '/flows', { body: { document } });
  await api.ask('POST', `/flows/${body.id}/publish`, { body: {}, revision: 1 });
  return body.id;
}

describe('the account', () => {
  it('is in order when Twilio accepts the token that it signs with', async () => {
    await start();
    const found = await check('account');
    expect(found.codes).toEqual(['account: ok']);
    expect(found.get('account').seen).toContain('“Bakery” is active');
    expect(JSON.stringify(found.all)).not.toContain(TOKEN);
  });

  it.each([
    ['suspended', { status: 'suspended' }, ['account-suspended: error']],
    ['closed', { status: 'closed' }, ['account-closed: error']],
    ['a trial', { type: 'Trial' }, ['account-trial: warning', 'account: ok']],
    ['signing with another, primary token', { auth_token: 'e'.repeat(32) }, ['token-secondary: error']],
  ])('is told when it is %s', async (_what, account, codes) => {
    twilio.state.accounts.set(ACCOUNT, restAccount({ sid: ACCOUNT, type: 'Full', auth_token: TOKEN, ...account }));
    await start();
    expect((await check('account')).codes).toEqual(codes);
  });

  it('is told when the token is wrong or of the wrong shape', async () => {
    await start({ TWILIO_AUTH_TOKEN: 'not-a-token' });
    const found = await check('account');
    expect(found.codes).toEqual(['token-refused: error', 'token-shape: warning']);
    expect(found.get('token-shape').seen).toContain('11 characters');
    expect(JSON.stringify(found.all)).not.toContain('not-a-token');
  });

  it('is told when there is only an API key, which no webhook is signed with', async () => {
    await start({
      TWILIO_AUTH_TOKEN: '',
      TWILIO_API_KEY_SID: KEY,
      TWILIO_API_KEY_SECRET: 'key-secret-for-tests-000000000000',
    });
    expect((await check('account')).codes).toEqual(['token-missing: error', 'key: ok']);
  });

  it('is told when the API key is refused though the token is right', async () => {
    await start({ TWILIO_API_KEY_SID: KEY, TWILIO_API_KEY_SECRET: 'another-secret' });
    expect((await check('account')).codes).toEqual(['key-refused: error', 'account: ok']);
  });

  it('is unknown, not wrong, when Twilio does not answer', async () => {
    await start();
    twilio.fail({ match: /./, with: 'hang up' });
    const found = await check('account', 'numbers');
    expect(found.codes).toEqual(['token-unchecked: unknown', 'numbers-unchecked: unknown']);
  });

  it('is told when nothing is set', async () => {
    await start({ TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', PUBLIC_BASE_URL: '' });
    expect((await check('account', 'address', 'webhooks', 'numbers')).codes).toEqual([
      'credentials-missing: error',
      'address-missing: error',
      'round-trip-unchecked: unknown',
      'numbers-unchecked: unknown',
    ]);
  });
});

describe('the numbers', () => {
  const voice = (flow: string, base = BASE) => ({
    voice_url: `${base}/voice/${flow}`,
    voice_fallback_url: `${base}/voice/${flow}/fallback`,
  });
  const put = (at: number, properties: Record<string, unknown> = {}) =>
    twilio.state.incoming_phone_numbers.set(sidAt('PN', at), restNumber(at, properties));

  it('are in order when they lead to published flows', async () => {
    await start();
    put(1);
    await publish('Main');
    expect((await check('numbers')).get('numbers').title).toBe('No number leads here');
    await api.ask('PUT', `/numbers/${sidAt('PN', 1)}/flow`, { body: { flow: 'main' } });
    expect((await check('numbers')).codes).toEqual(['numbers: ok']);
  });

  it('are all stale after the address changed, and can be pointed at the new one', async () => {
    await start();
    const main = await publish('Main');
    for (const at of [1, 2]) {
      put(at);
      await api.ask('PUT', `/numbers/${sidAt('PN', at)}/flow`, { body: { flow: main } });
    }
    await api.close();
    await start({ PUBLIC_BASE_URL: 'https://new.office.example' });
    const found = await check('numbers');
    expect(found.codes).toEqual(['number-stale: error', 'number-stale: error']);
    const [action] = found.all[0]?.fix?.actions ?? [];
    expect(action).toEqual({
      kind: 'point',
      flow: main,
      name: 'Main',
      number: { sid: sidAt('PN', 1), phoneNumber: '+15550100101', voice: true, messaging: false },
    });
    for (const at of [1, 2]) await api.ask('PUT', `/numbers/${sidAt('PN', at)}/flow`, { body: { flow: main } });
    expect((await check('numbers')).codes).toEqual(['numbers: ok']);
  });

  it.each<[string, (flow: string) => Record<string, unknown>, string]>([
    ['a flow there is none of', () => voice('nowhere'), 'number-no-flow: error'],
    ['a former address, pasted by hand', (flow) => voice(flow, 'https://old.example'), 'number-stale: warning'],
  ])('are named when they lead to %s', async (_what, properties, code) => {
    await start();
    put(1, properties(await publish('Main')));
    expect((await check('numbers')).codes).toEqual([code]);
  });

  it('are named when their flow is taken back, when they are pointed elsewhere, and when they are gone', async () => {
    await start();
    const main = await publish('Main');
    for (const at of [1, 2, 3]) {
      put(at);
      await api.ask('PUT', `/numbers/${sidAt('PN', at)}/flow`, { body: { flow: main } });
    }
    twilio.state.incoming_phone_numbers.delete(sidAt('PN', 1));
    put(2, { voice_url: 'https://somebody.example/answer' });
    await api.ask('POST', `/flows/${main}/live`, { body: { version: null } });
    expect([...(await check('numbers')).codes].sort()).toEqual([
      'number-elsewhere: warning',
      'number-gone: warning',
      'number-unpublished: error',
    ]);
  });

  it('are named with what somebody changed since, calls and messages together', async () => {
    await start();
    put(1);
    const main = await publish('Main', {
      text: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'reply' } },
      reply: { type: 'message', props: { body: 'Thank you.' }, exits: {} },
    });
    const both = { sid: sidAt('PN', 1), voice: true, messaging: true };
    const done = await api.ask('POST', '/numbers/publish', { body: { flow: main, numbers: [both] } });
    expect(done.status).toBe(200);
    expect((await check('numbers')).codes).toEqual(['numbers: ok']);
    put(1, { ...twilio.state.incoming_phone_numbers.get(sidAt('PN', 1)), voice_fallback_url: '' });
    const changed = (await check('numbers')).get('number-changed');
    expect(changed).toMatchObject({ status: 'warning', seen: 'VoiceFallbackUrl is empty.' });
    await api.close();
    await start({ PUBLIC_BASE_URL: 'https://new.office.example' });
    const stale = await check('numbers');
    expect(stale.codes).toEqual(['number-stale: error']);
    expect(stale.get('number-stale').fix?.actions).toMatchObject([{ number: both }]);
  });

  it('of another environment are judged by what runs there', async () => {
    await start();
    const main = await publish('Main');
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    // Pasted by hand.
    put(1, voice(`${main}~staging`));
    put(2, voice(`${main}~nowhere`));
    put(3, voice(main));
    const found = await check('numbers');
    expect(found.codes).toEqual(['number-unpublished: error', 'number-no-environment: error']);
    expect(found.get('number-unpublished').title).toContain('does not run in staging');
    expect(found.get('number-no-environment').seen).toContain('in “nowhere”; there are live, staging.');
    twilio.state.incoming_phone_numbers.delete(sidAt('PN', 2));
    await api.ask('POST', `/flows/${main}/live`, { body: { version: 1, environment: 'staging' } });
    expect((await check('numbers')).codes).toEqual(['numbers: ok']);
    const body = { flow: main, environment: 'staging', numbers: [{ sid: sidAt('PN', 1), voice: true }] };
    expect((await api.ask('POST', '/numbers/publish', { body })).status).toBe(200);
    await api.close();
    await start({ PUBLIC_BASE_URL: 'https://new.office.example' });
    const stale = (await check('numbers')).all.find(({ title }) => title.startsWith('+15550100101'));
    expect(stale?.fix?.actions).toMatchObject([{ kind: 'point', flow: main, environment: 'staging' }]);
  });

  it('that lead elsewhere and always did are nobody’s business', async () => {
    await start();
    put(1, { voice_url: 'https://somebody.example/answer' });
    put(2, { trunk_sid: sidAt('TK', 1) });
    expect((await check('numbers')).codes).toEqual(['numbers: ok']);
  });
});

describe('published flows', () => {
  it('are asked what they answer, and no call is kept', async () => {
    await start();
    expect((await check('flows')).codes).toEqual(['flows-none: warning']);
    await publish('Main');
    const found = await check('flows');
    expect(found.codes).toEqual(['flows: ok']);
    expect(found.get('flows').seen).toContain('1 published flow answers');
    expect((await api.ask('GET', '/calls')).body.calls).toEqual([]);
  });

  it('are asked about calls that go out and messages that come in, too', async () => {
    await start();
    const main = await publish('Main');
    const blocks = {
      call: { type: 'start', props: { on: 'outgoing-call' }, exits: { next: 'circle' } },
      circle: { type: 'set', props: { assignments: [] }, exits: { next: 'circle' } },
      text: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'reply' } },
      reply: { type: 'message', props: { body: 'Thank you.' }, exits: {} },
    };
    const document = JSON.stringify({ version: 1, name: 'Reminder', blocks });
    await api.store.flows.publish({ id: main, document, note: '', now: 1 });
    const found = await check('flows');
    expect(found.codes).toEqual(['flow-fails: error']);
    expect(found.get('flow-fails').seen).toMatch(/^\/voice\/main\/outgoing: /);
  });

  it('are asked in each environment, with what it holds, and must not lack what they name', async () => {
    await start();
    const main = await publish('Main');
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    await api.ask('PUT', '/bindings/site', { body: { kind: 'url' } });
    await api.ask('PUT', '/bindings/site/values/live', { body: { value: 'https://example.com/a.mp3' } });
    const blocks = {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: 'See {{ env.site }}' }] }, exits: {} },
    };
    const document = JSON.stringify({ version: 1, name: 'Main', blocks });
    await api.store.flows.publish({ id: main, document, note: '', now: 1 });
    expect((await check('flows')).codes).toEqual(['flows: ok']);
    // As one that was published before bindings were.
    await api.store.flows.setLive(main, 2, 2, 'staging');
    const lacking = (await check('flows')).get('flow-lacks');
    expect(lacking).toMatchObject({ status: 'error', title: expect.stringContaining('in staging') });
    expect(lacking.seen).toContain('env.site');
    await api.ask('PUT', '/bindings/site/values/staging', { body: { value: 'https://example.com/b.mp3' } });
    expect((await check('flows')).codes).toEqual(['flows: ok']);
  });

  it('send no message while they are asked', async () => {
    await start();
    const main = await publish('Main');
    const blocks = {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'send' } },
      send: { type: 'send', props: { to: '+15550100199', body: 'Somebody calls.' }, exits: { sent: 'bye' } },
      bye: { type: 'say', props: { prompts: [{ say: 'Goodbye.' }] }, exits: {} },
    };
    await api.store.flows.publish({
      id: main,
      document: JSON.stringify({ version: 1, name: 'Notify', blocks }),
      note: '',
      now: 1,
    });
    expect((await check('flows')).codes).toEqual(['flows: ok']);
    expect(twilio.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await api.store.effects.count({ kind: 'message', since: 0 })).toBe(0);
  });

  it('are named when callers would get the fallback prompt', async () => {
    await start();
    const main = await publish('Main');
    const flow = await api.store.flows.get(main);
    const circle = {
      version: 1,
      name: 'Circle',
      blocks: {
        start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'a' } },
        a: { type: 'set', props: { assignments: [] }, exits: { next: 'a' } },
      },
    };
    await api.store.flows.publish({
      id: main,
      document: JSON.stringify(circle),
      note: '',
      now: 1,
      revision: flow?.revision ?? 1,
    });
    expect((await check('flows')).codes).toEqual(['flow-fails: error']);
    await api.store.flows.publish({ id: main, document: '{"version": 99}', note: '', now: 1 });
    expect((await check('flows')).codes).toEqual(['flow-unreadable: error']);
  });
});

describe('the server', () => {
  it('compares its clock with Twilio’s', async () => {
    await start();
    expect((await check('server')).get('clock')).toMatchObject({
      status: 'ok',
      seen: expect.stringContaining('Twilio'),
    });
    api.later(90_000);
    expect((await check('server')).get('clock-wrong')).toMatchObject({
      status: 'warning',
      seen: expect.stringMatching(/(89|90|91) seconds ahead/),
    });
    api.later(-3_600_000);
    expect((await check('server')).get('clock-wrong')).toMatchObject({
      status: 'error',
      seen: expect.stringContaining('behind'),
    });
  });
});

describe('the route', () => {
  it('runs one group of checks once for many who ask at once', async () => {
    await start();
    const before = twilio.requests.length;
    const all = await Promise.all([check('numbers'), check('numbers'), check('numbers')]);
    expect(new Set(all.map(({ codes }) => codes.join())).size).toBe(1);
    expect(twilio.requests.length - before).toBe(1);
  });

  it.each([[{ only: ['nothing'] }], [{ only: [] }], [{ only: 'address' }], [{ url: 'http://169.254.169.254/' }]])(
    'refuses %j',
    async (body) => {
      await start();
      expect((await api.ask('POST', '/doctor', { body })).status).toBe(400);
    },
  );
});
