import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVault, keyFromFile } from '../../server/auth/vault.ts';
import { createEnvironmentDesk } from '../../server/environments/desk.ts';
import { type ApiServer, startApi } from './support/server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const CANARY = 'canary-7f3a9c5e1b';

/** A line that names what its environment holds. */
function line(text: string): unknown {
  return {
    version: 1,
    name: 'Line',
    settings: {},
    variables: {},
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: text }] }, exits: { next: 'bye' } },
      bye: { type: 'hangup', props: {}, exits: {} },
    },
    layout: {},
    tests: [],
  };
}

async function create(text: string): Promise<string> {
  const { status, body } = await api.ask('POST', '/flows', { body: { document: line(text) } });
  expect(body).toMatchObject({ id: expect.any(String) });
  expect(status).toBe(201);
  return body.id;
}

async function bind(name: string, kind: string, values: Record<string, string>): Promise<void> {
  expect((await api.ask('PUT', `/bindings/${name}`, { body: { kind } })).status).toBe(200);
  for (const [environment, value] of Object.entries(values)) {
    const set = await api.ask('PUT', `/bindings/${name}/values/${environment}`, { body: { value } });
    expect(set.status, JSON.stringify(set.body)).toBe(200);
  }
}

test('a version runs only where all that it names has a value, and is promoted as it is', async () => {
  const id = await create('Call {{ env.sales }}');
  await api.ask('POST', '/environments', { body: { name: 'staging' } });

  const early = await api.ask('POST', `/flows/${id}/publish`, { body: {}, revision: 1 });
  expect(early.status).toBe(409);
  expect(early.body).toMatchObject({
    error: { code: 'missing-bindings' },
    missing: [{ binding: 'env.sales', environment: 'live', blocks: ['hello'] }],
  });

  await bind('sales', 'number', { staging: '+1 (555) 010-0101' });
  const staged = await api.ask('POST', `/flows/${id}/publish`, { body: { environment: 'staging' }, revision: 1 });
  expect(staged.status).toBe(201);
  expect((await api.ask('GET', `/flows/${id}/versions`)).body).toMatchObject({
    live: null,
    environments: { staging: 1 },
  });

  const promote = () => api.ask('POST', `/flows/${id}/live`, { body: { version: 1, environment: 'live' } });
  expect((await promote()).status).toBe(409);
  await bind('sales', 'number', { live: '+15550100100' });
  expect((await promote()).status).toBe(200);
  const { body } = await api.ask('GET', `/flows/${id}/versions`);
  expect(body).toMatchObject({ live: 1, environments: { live: 1, staging: 1 } });
  expect((await api.ask('GET', `/flows/${id}/versions/1`)).body.document).toEqual(staged.body.document);
});

test('what a version that runs names stays, and an environment in which one runs', async () => {
  const id = await create('{{ env.greeting }}');
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  await bind('greeting', 'text', { staging: 'Hello', live: 'Hi' });
  await api.ask('POST', `/flows/${id}/publish`, { body: { environment: 'staging' }, revision: 1 });

  const unset = (where: string) => api.ask('DELETE', `/bindings/greeting/values/${where}`);
  expect(await unset('staging')).toMatchObject({ status: 409, body: { error: { code: 'binding-in-use' } } });
  expect((await unset('live')).status).toBe(200);
  expect((await api.ask('DELETE', '/bindings/greeting')).status).toBe(409);
  expect((await api.ask('DELETE', '/environments/staging')).status).toBe(409);
  expect((await api.ask('DELETE', '/environments/live')).status).toBe(409);

  await api.ask('POST', `/flows/${id}/live`, { body: { version: null, environment: 'staging' } });
  expect((await api.ask('DELETE', '/environments/staging')).status).toBe(200);
  expect((await api.ask('GET', '/environments')).body).toMatchObject({
    environments: ['live'],
    bindings: [{ values: {} }],
  });
});

test('two who publish and unset at once never leave a version without what it names', async () => {
  const id = await create('{{ env.greeting }}');
  await bind('greeting', 'text', { live: 'Hi' });
  const [published, unset] = await Promise.all([
    api.ask('POST', `/flows/${id}/publish`, { body: {}, revision: 1 }),
    api.ask('DELETE', '/bindings/greeting/values/live'),
  ]);
  expect([published.status, unset.status].sort()).toSatisfy((both) => both.includes(409));
});

test.each([
  ['PUT', '/bindings/1st', { kind: 'text' }, 400],
  ['PUT', '/bindings/sales', { kind: 'colour' }, 400],
  ['POST', '/environments', { name: 'Live!' }, 400],
  ['POST', '/environments', { name: 'live' }, 409],
  ['PUT', '/bindings/site/values/nowhere', { value: 'https://example.com' }, 404],
  ['PUT', '/bindings/none/values/live', { value: 'x' }, 404],
  ['PUT', '/bindings/site/values/live', { value: 'example.com' }, 400],
  ['PUT', '/bindings/site/values/live', { value: '' }, 400],
  ['PUT', '/bindings/site', { kind: 'secret' }, 409],
  ['DELETE', '/bindings/site/values/live', undefined, 404],
])('%s %s %j is refused with %i', async (method, path, body, status) => {
  await bind('site', 'url', {});
  const answer = await api.ask(method, path, body === undefined ? {} : { body });
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toEqual(expect.any(String));
});

test('a secret is told to nobody and lies nowhere as it is', async () => {
  await bind('key', 'secret', { live: CANARY });
  const short = await api.ask('PUT', '/bindings/key/values/live', { body: { value: 'abc' } });
  expect(short.status).toBe(400);
  const { body } = await api.ask('GET', '/environments');
  expect(body.bindings).toMatchObject([{ name: 'key', values: { live: { value: null } } }]);
  const told = [JSON.stringify(body), ...api.lines].join('\n');
  expect(told).not.toContain(CANARY);
  for (const file of readdirSync(api.folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    expect(readFileSync(join(file.parentPath, file.name)).includes(CANARY), file.name).toBe(false);
  }
});

test('a secret opens after a restart, and only where it was set', async () => {
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  await bind('key', 'secret', { live: CANARY });
  const { environments: store } = api.store;
  const vault = createVault(keyFromFile(join(api.folder, 'secret.key')));
  const open = () => createEnvironmentDesk({ store: api.store, vault, now: Date.now });
  const desk = await open();
  expect(desk.secret('key', 'live')).toBe(CANARY);
  expect(desk.secret('key', 'staging')).toBeUndefined();
  expect(desk.env('live')).toEqual({});

  const sealed = (await store.all()).values[0];
  if (sealed) await store.setValue({ ...sealed, environment: 'staging' });
  await expect(open()).rejects.toThrow(/does not open/);
});

test('who names a binding is told, also of one that nobody has made', async () => {
  const id = await create('{{ env.sales }} {{ env.other }}');
  await bind('sales', 'number', {});
  const { body } = await api.ask('GET', '/environments');
  const usedBy = [{ flow: id, name: 'Line', draft: true, environments: [] }];
  expect(body.bindings).toMatchObject([{ name: 'sales', usedBy }]);
  expect(body.wanted).toEqual([{ name: 'other', secret: false, usedBy }]);
  expect((await api.ask('GET', `/flows/${id}/problems`)).body.problems).toMatchObject([
    { code: 'unset-binding', block: 'hello' },
    { code: 'unknown-binding', block: 'hello' },
  ]);
});
