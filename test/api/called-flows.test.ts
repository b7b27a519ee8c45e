import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { type ApiServer, startApi } from './support/server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const create = (document: FlowDocument) => api.ask('POST', '/flows', { body: { document } });
const publish = (id: string, revision = 1, body: object = {}) =>
  api.ask('POST', `/flows/${id}/publish`, { body, revision });
const problemsOf = async (id: string) =>
  (await api.ask('GET', `/flows/${id}/problems`)).body.problems.map(
    ({ code, severity }: { code: string; severity: string }) => `${severity} ${code}`,
  );

test('a flow is published with the versions of the flows it calls', async () => {
  await create(callingFlow);
  expect(await problemsOf('main')).toContain('error unknown-flow');
  expect((await publish('main')).body.error.code).toBe('flow-has-errors');
  await create(askFlow('First?'));
  expect(await problemsOf('main')).toContain('error unpublished-call');
  expect((await publish('main')).status).toBe(422);
  await publish('ask');
  expect(await problemsOf('main')).toEqual([]);
  expect((await publish('main')).status).toBe(201);
  expect((await api.store.flows.version('main', 1))?.calls).toEqual({ ask: 1 });
});

test('versions and lists say which versions are run, by whom, and which have gone on since', async () => {
  await create(askFlow('First?'));
  await publish('ask');
  await create(callingFlow);
  const listed = async () => {
    const { flows } = (await api.ask('GET', '/flows')).body;
    return Object.fromEntries(flows.map((flow: { id: string }) => [flow.id, flow]));
  };
  // A draft that runs it is enough: the flow could not be deleted any more.
  expect(await listed()).toMatchObject({ ask: { calledBy: ['main'], calls: {} }, main: { calledBy: [], calls: {} } });
  expect((await publish('main')).body.calls).toEqual({ ask: 1 });
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  await publish('main', 1, { environment: 'staging' });
  await publish('ask');
  await publish('ask', 1, { environment: 'staging' });
  expect(await listed()).toMatchObject({ ask: { live: 2 }, main: { calls: { ask: 1 } } });
  const { body } = await api.ask('GET', '/flows/main/versions');
  expect(body).toMatchObject({
    again: { live: { ask: 2 }, staging: { ask: 3 } },
    versions: [
      { version: 2, calls: { ask: 1 } },
      { version: 1, calls: { ask: 1 } },
    ],
  });
  await publish('main');
  expect(await listed()).toMatchObject({ main: { live: 3, calls: { ask: 2 } } });
  // Once nothing of it runs or is drafted, nobody calls it.
  const { blocks: _, ...rest } = callingFlow;
  await api.ask('PUT', '/flows/main/draft', { body: { ...rest, blocks: {} }, revision: 1 });
  expect((await listed()).ask).toMatchObject({ calledBy: ['main'] });
  for (const environment of ['live', 'staging'])
    await api.ask('POST', '/flows/main/live', { body: { version: null, environment } });
  expect((await listed()).ask).toMatchObject({ calledBy: [] });
});

test('a version is told with all that lies behind it, also one that only tries a draft', async () => {
  await create(askFlow('First?'));
  await publish('ask');
  await create(callingFlow);
  await publish('main');
  await publish('ask');
  const behind = await api.ask('GET', '/flows/main/versions/1/behind');
  expect(behind.body).toMatchObject({
    calls: { ask: 1 },
    versions: [
      { flow: 'main', version: 1, document: { name: 'Main' } },
      { flow: 'ask', version: 1, document: { name: 'Ask' } },
    ],
  });
  const tried = await api.store.flows.snapshot('main', 1, { ask: 2 });
  const { body } = await api.ask('GET', `/flows/main/versions/${tried?.version}/behind`);
  expect(body.calls).toEqual({ ask: 2 });
  expect((await api.ask('GET', '/flows/main/versions/9/behind')).status).toBe(404);
});

test('what would be pinned is told, with what lies behind it and whether a draft is ahead', async () => {
  await create(askFlow('First?'));
  await publish('ask');
  const { body } = await api.ask('GET', '/called-flows?flows=ask,nobody');
  expect(body).toMatchObject({
    calls: { ask: 1 },
    versions: [{ flow: 'ask', version: 1, ahead: false, document: { name: 'Ask' }, calls: {} }],
  });
  await api.ask('PUT', '/flows/ask/draft', { body: askFlow('Second?'), revision: 1 });
  expect((await api.ask('GET', '/called-flows?flows=ask')).body.versions[0].ahead).toBe(true);
});

test('a flow that others run is not deleted, and what it names must be where those are published', async () => {
  await create(askFlow('At {{ env.place }}?'));
  await api.ask('PUT', '/bindings/place', { body: { kind: 'text' } });
  await api.ask('PUT', '/bindings/place/values/live', { body: { value: 'home' } });
  await publish('ask');
  await create(callingFlow);
  expect((await publish('main')).status).toBe(201);
  const kept = await api.ask('DELETE', '/flows/ask');
  expect([kept.status, kept.body.error.code, kept.body.error.message]).toEqual([
    409,
    'flow-is-called',
    expect.stringContaining('"Main" runs this flow'),
  ]);
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  const lacking = await api.ask('POST', '/flows/main/live', { body: { version: 1, environment: 'staging' } });
  expect([lacking.status, lacking.body.missing?.[0]?.binding]).toEqual([409, 'env.place']);
  // Its value is needed where `main` runs, although only the flow behind it names it.
  await api.ask('POST', '/flows/ask/live', { body: { version: null } });
  expect((await api.ask('DELETE', '/bindings/place/values/live')).status).toBe(409);
});

test('flows that would run each other in a circle are not published, and the circle can be undone on either side', async () => {
  await create(askFlow('First?'));
  await publish('ask');
  await create(callingFlow);
  await publish('main');
  const ask = askFlow('First?');
  const back = { type: 'subflow', props: { flow: 'main' }, exits: { failed: 'none' } };
  const round = { ...ask, blocks: { ...ask.blocks, back } };
  await api.ask('PUT', '/flows/ask/draft', { body: round, revision: 1 });
  const refused = await publish('ask', 2);
  expect([refused.status, JSON.stringify(refused.body.problems)]).toEqual([
    422,
    expect.stringContaining('ask → main → ask'),
  ]);
  await api.ask('PUT', '/flows/ask/draft', { body: ask, revision: 2 });
  expect((await publish('ask', 3)).status).toBe(201);
});
