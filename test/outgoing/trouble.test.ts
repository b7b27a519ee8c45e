import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hold } from './support/hold.ts';
import { csvOf, Lists } from './support/lists.ts';

let lists: Lists;
beforeAll(async () => {
  lists = await Lists.start();
});
afterAll(() => lists.close());
beforeEach(() => lists.reset());

it('a call that Twilio knew once is called again as a call of its own, and followed to its end', async () => {
  const to = lists.numbers(1);
  const { body } = await lists.create({ csv: csvOf(to) });
  await lists.counted(body.id, 'placed').toBe(1);
  lists.twilio.state.calls.clear();
  lists.api.later(2 * 60_000);
  await lists.counted(body.id, 'unknown').toBe(1);
  const [before] = await lists.items(body.id);
  const again = await lists.api.ask('POST', `/outgoing/calls/${before!.id}/again`);
  expect(again.status).toBe(200);
  await lists.counted(body.id, 'placed').toBe(1);
  const [item] = await lists.items(body.id);
  expect([...lists.twilio.state.calls.keys()]).toEqual([item!.callSid]);
  Object.assign(lists.twilio.state.calls.get(item!.callSid!)!, { status: 'busy', duration: '0' });
  lists.api.later(2 * 60_000);
  await lists.counted(body.id, 'busy').toBe(1);
});

it('a list that is canceled while Twilio is asked stays so, though Twilio refuses the credentials', async () => {
  const { held, letGo } = hold();
  lists.twilio.fail({ match: 'CreateCall', times: 1, with: 401, after: held });
  const before = lists.asked('CreateCall').length;
  const { body } = await lists.create({ csv: csvOf(lists.numbers(2)), concurrency: 1 });
  await expect.poll(() => lists.asked('CreateCall').length).toBe(before + 1);
  expect((await lists.act(body.id, 'cancel')).body.status).toBe('canceled');
  letGo();
  await expect.poll(async () => (await lists.items(body.id, 'canceled')).length).toBe(2);
  expect(await lists.look(body.id)).toMatchObject({ status: 'canceled', reason: null });
  expect((await lists.act(body.id, 'resume')).body.error.code).toBe('list-over');
  expect(lists.asked('CreateCall').length).toBe(before + 1);
});
