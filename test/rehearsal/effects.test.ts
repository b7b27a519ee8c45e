import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CodeOutcome, HttpEffect } from '../../shared/effect.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { scriptedWorld } from '../../shared/phone/world/scripted.ts';
import { Rehearsal } from '../../shared/rehearsal/rehearsal.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { ANSWERED, ASK_FAILED, askingFlow, HOLD } from '../webhooks/support/asking-flow.ts';

const URL = 'https://api.example.com/points';
const seen: unknown[] = [];
const runCode = async (effect: { input: Readonly<Record<string, unknown>> }, now: number): Promise<CodeOutcome> => {
  seen.push([effect.input, now]);
  return { kind: 'code', result: 'done', value: Number(effect.input.half) * 2 };
};
const run = (test: Partial<CallTest>) =>
  runTest({ name: 'Test', steps: [], ...test }, { flow: askingFlow(URL), types: blockTypes, runCode });
const body = '{"points":{"half":21}}';
const said = (transcript: readonly { readonly text: string; readonly heard?: string }[]) =>
  transcript.filter(({ heard }) => heard === 'say').map(({ text }) => text);

describe('a test of a flow that asks another server', () => {
  test('goes on with the answer it is told, and runs the code at the time of the call', async () => {
    seen.length = 0;
    const result = await run({ at: '2031-02-03T04:05:06Z', http: { [URL]: { body } }, steps: [{ says: ANSWERED }] });
    expect(result).toMatchObject({ passed: true, variables: { half: 21 } });
    expect(said(result.transcript)).toEqual(['Hello.', ANSWERED]);
    const [[input, now]] = seen as [[unknown, number]];
    expect(input).toEqual({ half: 21 });
    expect(new Date(now).toISOString()).toMatch(/^2031-02-03T04:05:0/);
  });

  test('hears the hold prompt once where the answer takes 12 seconds, on a clock that jumps', async () => {
    const http = { [URL]: { body, seconds: 12 } };
    const slow = askingFlow(URL, { timeout: 20 });
    const result = await runTest({ name: 'Slow', steps: [], http }, { flow: slow, types: blockTypes, runCode });
    expect(said(result.transcript)).toEqual(['Hello.', HOLD, ANSWERED]);
    expect(result.seconds).toBeGreaterThan(12);
    const quick = await run({ http: { [URL]: { body, seconds: 3 } } });
    expect(said(quick.transcript)).toEqual(['Hello.', ANSWERED]);
  });

  test.each<[string, CallTest['http'], string]>([
    ['never answers', { [URL]: { failure: 'timeout' } }, 'There was no answer within 10 s.'],
    ['takes too long', { [URL]: { body, seconds: 11 } }, 'There was no answer within 10 s.'],
    ['cannot be reached', { [URL]: { failure: 'refused' } }, 'refused'],
    ['fails', { [URL]: { status: 500 } }, 'answered 500'],
    ['is not in the test', {}, 'Say what it answers under "http" in the test.'],
  ])('fails as a call would where the server %s', async (_how, http, why) => {
    const { transcript, notes } = await run({ http: http ?? {} });
    expect(said(transcript).at(-1)).toBe(ASK_FAILED);
    expect(notes.join()).toContain(why);
  });

  test('takes what a function gives from the test, and runs none', async () => {
    seen.length = 0;
    const result = await run({ http: { [URL]: { body } }, functions: { double: 7 } });
    expect(said(result.transcript).at(-1)).toBe('You have 7 points.');
    expect(seen).toEqual([]);
    const without = await runTest(
      { name: 'No', steps: [], http: { [URL]: { body } } },
      { flow: askingFlow(URL), types: blockTypes },
    );
    expect(said(without.transcript).at(-1)).toBe(ASK_FAILED);
  });
});

test('a request that somebody answers is told in the call, with what came of it', async () => {
  const asked: HttpEffect[] = [];
  const rehearsal = new Rehearsal({
    flow: askingFlow(URL, { headers: [{ name: 'X-Key', value: '{{ secrets.KEY }}' }] }),
    types: blockTypes,
    clock: virtualClock(),
    world: scriptedWorld(),
    runCode,
    request: async (effect) => {
      asked.push(effect);
      return { kind: 'http', result: 'answered', status: 200, contentType: '', body };
    },
  });
  rehearsal.call();
  await rehearsal.exchange.idle();
  expect(asked[0]?.headers).toEqual([{ name: 'X-Key', value: [{ secret: 'KEY' }] }]);
  expect(rehearsal.transcript.map(({ text }) => text)).toContain(`GET ${URL}: 200`);
  expect(said(rehearsal.transcript).at(-1)).toBe(ANSWERED);
});

test('a request that cannot even be made is no end of the page, but of the turn', async () => {
  const rehearsal = new Rehearsal({
    flow: askingFlow(URL),
    types: blockTypes,
    clock: virtualClock(),
    world: scriptedWorld(),
    request: () => Promise.reject(new Error('no way')),
  });
  const leg = rehearsal.call();
  await rehearsal.exchange.idle();
  expect(leg.over).toBe(true);
});
