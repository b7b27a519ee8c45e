import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileDocument } from '../../server/webhooks/compile.ts';
import { askFlow, callingFlow } from './support/calling-flow.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { actionIn, callParameters } from './support/twilio.ts';

let server: Harness;
beforeEach(async () => {
  server = await startHarness({ compile: compileDocument });
  await publish('ask', JSON.stringify(askFlow('First {{ what }}?')));
});
afterEach(() => server.close());

async function publish(id: string, document: string, calls: Record<string, number> = {}): Promise<void> {
  await server.store.flows.create({ id, name: id, document, now: 1 });
  await server.store.flows.publish({ id, document, note: '', now: 1, calls });
  server.handler.invalidate(id);
}

test('a call stays on the versions that were pinned, whatever is published or taken down meanwhile', async () => {
  await publish('line', JSON.stringify(callingFlow), { ask: 1 });
  const parameters = callParameters();
  const first = await server.post('/voice/line', parameters());
  expect(first.text).toContain('First customer number?');
  expect(actionIn(first.text)).toMatch(/^\/voice\/line\/who\.key\?t=/);
  await publish('ask', JSON.stringify(askFlow('Second {{ what }}?')));
  // A version that calls what was pinned goes on doing so.
  expect((await server.post('/voice/line', callParameters()())).text).toContain('First customer number?');
  await server.store.flows.setLive('ask', null, 2);
  server.handler.invalidate('ask');
  const next = await server.post(actionIn(first.text), parameters({ Digits: '4' }));
  expect(next.text).toContain('Hello, customer 4.');
  await publish('line', JSON.stringify(callingFlow), { ask: 2 });
  expect((await server.post('/voice/line', callParameters()())).text).toContain('Second customer number?');
});

test('an outcome leaves by its exit, and a flow that is not there by the failure', async () => {
  await publish('line', JSON.stringify(callingFlow), { ask: 1 });
  const parameters = callParameters();
  const first = await server.post('/voice/line', parameters());
  expect((await server.post(actionIn(first.text), parameters())).text).toContain('Sorry.');
  await publish('line', JSON.stringify(callingFlow));
  expect((await server.post('/voice/line', callParameters()())).text).toContain('Sorry.');
});

test('a flow that calls itself runs its own version, and is cut off in the end', async () => {
  const { blocks } = callingFlow;
  const loop = {
    ...callingFlow,
    blocks: { ...blocks, who: { ...blocks.who, props: { flow: 'line' }, exits: { failed: 'sorry', done: 'sorry' } } },
  };
  await publish('line', JSON.stringify(loop), { line: 0 });
  expect((await server.store.flows.version('line', 1))?.calls).toEqual({ line: 1 });
  const { text } = await server.post('/voice/line', callParameters()());
  expect(text).toContain('Sorry.');
});
