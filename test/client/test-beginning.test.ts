import { expect, it } from 'vitest';
import { localOf, momentOf, zoneOfFlow } from '../../client/state/flow-clock.ts';
import { madeUpOf, readMadeUp, suggestions } from '../../client/tests/read-beginning.ts';
import { testProblems } from '../../shared/flow/parse-tests.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const flow: FlowDocument = {
  version: 1,
  name: 'Test',
  settings: {},
  variables: {},
  layout: {},
  tests: [],
  blocks: {
    hours: { type: 'hours', props: { timezone: 'America/New_York' }, exits: {} },
    ask: { type: 'http', props: { url: 'https://api.example.com/who?n={{ call.From }}' }, exits: {} },
    sum: { type: 'function', props: {}, exits: {} },
  },
};

it('reads what a test makes up, and takes out what is no longer there', () => {
  const read = readMadeUp('{ "refused": { "+15550100199": 21610 } }');
  expect(read).toMatchObject({ madeUp: { refused: { '+15550100199': 21610 }, http: undefined } });
  expect(readMadeUp('')).toEqual({ madeUp: madeUpOf({ name: 'x', steps: [] }) });
});

it.each([
  ['{ "http": ', 'not JSON yet'],
  ['[]', 'Expected an object with http, functions'],
  ['{ "steps": [] }', '"steps" cannot be made up'],
  ['{ "http": { "https://x.example": { "status": "200" } } }', 'status'],
])('says what is wrong with %s', (text, words) => {
  expect(readMadeUp(text)).toMatchObject({ problem: expect.stringContaining(words) });
});

it('offers to make up what the blocks ask for, each once, in a shape that a document may hold', () => {
  const [answer, result] = suggestions(flow, {});
  expect(answer?.madeUp.http).toMatchObject({ 'https://api.example.com/who?n=': { status: 200 } });
  expect(result?.madeUp.functions).toEqual({ sum: {} });
  expect(suggestions(flow, { ...answer?.madeUp, ...result?.madeUp })).toEqual([]);
  const tests = [{ name: 'Made up', steps: [], ...answer?.madeUp, ...result?.madeUp }];
  expect(testProblems(tests)).toEqual([]);
});

it('takes the moment of a call on the clock of the flow', () => {
  expect(zoneOfFlow(flow)).toBe('America/New_York');
  expect(zoneOfFlow({ ...flow, settings: { timezone: 'Asia/Kolkata' } })).toBe('Asia/Kolkata');
  expect(momentOf('2026-07-01T09:30', 'America/New_York')).toBe('2026-07-01T09:30:00-04:00');
  expect(momentOf('2026-12-01T09:30', 'America/New_York')).toBe('2026-12-01T09:30:00-05:00');
  expect(localOf('2026-12-01T09:30:00-05:00', 'America/New_York')).toBe('2026-12-01T09:30');
  expect(localOf('2026-11-27T21:37:12.345Z', 'America/New_York')).toBe('2026-11-27T16:37');
  expect(localOf(undefined, 'America/New_York')).toBe('');
  expect(momentOf('', 'America/New_York')).toBeUndefined();
});
