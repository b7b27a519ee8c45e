import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileDocument } from '../../server/webhooks/compile.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { actionIn, callParameters, messageParameters } from './support/twilio.ts';

const DOCUMENT = JSON.stringify({
  version: 1,
  name: 'Line',
  settings: {},
  variables: {},
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
    ask: {
      type: 'menu',
      props: {
        prompts: [{ say: 'This is {{ env.place }}' }],
        choices: [{ id: 'more', key: '1', label: 'More', phrases: [] }],
      },
      exits: { more: 'more', noInput: 'more', noMatch: 'more' },
    },
    more: { type: 'say', props: { prompts: [{ say: 'Still {{ env.place }}' }] }, exits: {} },
  },
  layout: {},
});

let server: Harness;
let values: Record<string, Record<string, string>>;

beforeEach(async () => {
  values = { live: { place: 'the shop' }, staging: { place: 'the test' } };
  server = await startHarness({ compile: compileDocument, env: (environment) => values[environment] ?? {} });
  const { environments, flows } = server.store;
  await environments.add('staging', 1);
  await flows.create({ id: 'line', name: 'Line', document: DOCUMENT, now: 1 });
  await flows.publish({ id: 'line', document: DOCUMENT, note: '', now: 1, environment: 'staging' });
});
afterEach(() => server.close());

function ring(path: string, sid: string, more: Record<string, string> = {}) {
  return server.post(path, callParameters(sid)(more));
}

const sid = (digit: number) => `CA${String(digit).padStart(32, '0')}`;

test('one version speaks with the values of the environment it is called in', async () => {
  const live = await ring('/voice/line', sid(1));
  expect(live.text).not.toContain('This is');
  await server.store.flows.setLive('line', 1, 2, 'live');
  server.handler.invalidate('line');
  expect((await ring('/voice/line', sid(2))).text).toContain('This is the shop');
  const staging = await ring('/voice/line~staging', sid(3));
  expect(staging.text).toContain('This is the test');
  expect(actionIn(staging.text)).toMatch(/^\/voice\/line~staging\/ask\?t=/);
});

test('a call stays in its environment, and hears a value that has changed with its next turn', async () => {
  const first = await ring('/voice/line~staging', sid(4));
  values.staging = { place: 'elsewhere' };
  // The live line gets the flow meanwhile.
  await server.store.flows.setLive('line', 1, 2, 'live');
  server.handler.invalidate('line');
  const next = await ring(actionIn(first.text), sid(4), { Digits: '1', CallStatus: 'in-progress' });
  expect(next.text).toContain('Still elsewhere');
  expect((await server.store.calls.get(sid(4)))?.session.environment).toBe('staging');
});

test('an address says live in one way only, and an environment where nothing runs gets the fallback prompt', async () => {
  expect((await ring('/voice/line~live', sid(5))).status).toBe(404);
  const nothing = await ring('/voice/line~nowhere', sid(6));
  expect(nothing.status).toBe(200);
  expect(nothing.text).not.toContain('This is');
  expect(server.lines.join()).toContain('No version of flow "line" runs in the environment "nowhere"');
});

test('a call that was placed in an environment hears its values, and at no other address', async () => {
  const id = 'AAAAAAAAAAAAAAAAAAAA_1';
  const settings = { concurrency: 1, callsPerSecond: 1, options: {} };
  const list = {
    id: 'list',
    kind: 'call',
    key: null,
    request: null,
    name: '',
    settings,
    bad: 0,
    createdAt: 5,
  } as const;
  const place = { flow: 'line', environment: 'staging', version: 1, from: '+15550100101' };
  const item = { id, line: null, to: '+15550100199', variables: {} };
  await server.store.outgoing.addCall({ ...list, ...place }, item, 5, 100);
  const answered = { CallStatus: 'in-progress', Direction: 'outbound-api' };
  const wrong = await ring(`/voice/line/outgoing/${id}`, sid(8), answered);
  expect(wrong.text).not.toContain('This is');
  const { text } = await ring(`/voice/line~staging/outgoing/${id}`, sid(9), answered);
  expect(text).toContain('This is the test');
  expect((await server.store.calls.get(sid(9)))?.session.environment).toBe('staging');
});

test('a conversation stays in its environment, on whatever channel people write, and beside that of live', async () => {
  const blocks = {
    start: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'ask' } },
    ask: { type: 'waitMessage', props: { body: 'This is {{ env.place }}.' }, exits: { answered: 'more' } },
    more: { type: 'message', props: { body: 'Still {{ env.place }}.' }, exits: {} },
  };
  const document = JSON.stringify({ version: 1, name: 'Texts', blocks, layout: {} });
  const { flows } = server.store;
  await flows.create({ id: 'texts', name: 'Texts', document, now: 1 });
  for (const environment of ['live', 'staging']) {
    await flows.publish({ id: 'texts', document, note: '', now: 1, environment });
  }
  for (const channel of ['', 'whatsapp:']) {
    const parties = { from: `${channel}+15550100177`, to: `${channel}+15550100100` };
    const write = async (address: string, body: string) =>
      (await server.post(`/messaging/${address}`, messageParameters(parties, body))).text;
    expect(await write('texts~staging', 'Hi')).toContain('This is the test.');
    expect(await write('texts', 'Hi')).toContain('This is the shop.');
    expect(await write('texts~staging', 'More')).toContain('Still the test.');
    expect(await write('texts', 'More')).toContain('Still the shop.');
  }
});

test('what has no value prints nothing and leaves a note', async () => {
  values.staging = {};
  expect((await ring('/voice/line~staging', sid(7))).text).toContain('This is ');
  const notes = (await server.store.calls.get(sid(7)))?.steps[0]?.log.flatMap(({ notes = [] }) => notes);
  expect(notes).toMatchObject([{ code: 'no-binding' }]);
});
