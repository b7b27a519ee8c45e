import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { outgoingCallSchema, outgoingListSchema } from '../../shared/api/outgoing.ts';
import { reminder } from './support/flow.ts';
import { csvOf, Lists } from './support/lists.ts';

let lists: Lists;
beforeAll(async () => {
  lists = await Lists.start();
  const { api } = lists;
  await api.ask('POST', '/environments', { body: { name: 'staging' } });
  await api.ask('POST', '/environments', { body: { name: 'empty' } });
  await api.ask('PUT', '/bindings/place', { body: { kind: 'text' } });
  await api.ask('PUT', '/bindings/place/values/staging', { body: { value: 'the test' } });
  const blocks = {
    ...reminder.blocks,
    thanks: { type: 'say', props: { prompts: [{ say: 'This is {{ env.place }}.' }] }, exits: { next: 'bye' } },
  };
  await api.ask('PUT', '/flows/reminder/draft', { body: { ...reminder, blocks }, revision: 1 });
  const staged = await api.ask('POST', '/flows/reminder/publish', { body: { environment: 'staging' }, revision: 2 });
  expect(staged.status).toBe(201);
});
beforeEach(() => lists.reset());
afterAll(() => lists.close());

const urls = () => lists.asked('CreateCall').map(({ form }) => form.Url);

it('a call runs what runs in its environment, and its webhooks say so', async () => {
  const { body } = await lists.call({ environment: 'staging' });
  expect(outgoingCallSchema.parse(body)).toMatchObject({ environment: 'staging', version: 2 });
  expect(urls().at(-1)).toBe(`https://calls.example.com/voice/reminder~staging/outgoing/${body.id}`);
  const live = await lists.call();
  expect(live.body).toMatchObject({ environment: 'live', version: 1 });
  expect(urls().at(-1)).toContain('/voice/reminder/outgoing/');
});

it('so does every call of a list, and the environment stays while the list is not over', async () => {
  const csv = csvOf(lists.numbers(2));
  const { body } = await lists.create({ csv, environment: 'staging', paused: true });
  expect(outgoingListSchema.parse(body)).toMatchObject({ environment: 'staging', version: 2 });
  await lists.api.ask('POST', '/flows/reminder/live', { body: { version: null, environment: 'staging' } });
  const kept = await lists.api.ask('DELETE', '/environments/staging');
  expect([kept.status, kept.body.error.message]).toEqual([
    409,
    '"reminder" calls people in "staging". Cancel the list first, or wait for the end.',
  ]);
  await lists.act(body.id, 'resume');
  await lists.counted(body.id, 'placed').toBe(2);
  expect(urls().slice(-2)).toEqual(Array(2).fill(expect.stringContaining('/voice/reminder~staging/outgoing/')));
  await lists.api.ask('POST', '/flows/reminder/live', { body: { version: 2, environment: 'staging' } });
});

it.each([
  [{ environment: 'nowhere' }, 404, 'no-such-environment'],
  [{ environment: 'empty' }, 409, 'not-published'],
  [{ environment: 'Staging!' }, 400, 'bad-request'],
  [{ environment: 'nowhere', draft: true }, 404, 'no-such-environment'],
  // What could not be published there is not tried there either.
  [{ environment: 'empty', draft: true }, 409, 'missing-bindings'],
  [{ draft: true }, 409, 'missing-bindings'],
])('%j calls nobody', async (more, status, code) => {
  const before = lists.asked('CreateCall').length;
  const answer = await lists.call(more);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  expect(lists.asked('CreateCall').length).toBe(before);
});

it('a draft is tried with the values of an environment', async () => {
  const { status, body } = await lists.call({ environment: 'staging', draft: true });
  expect([status, body.environment, body.version]).toEqual([201, 'staging', -1]);
});
