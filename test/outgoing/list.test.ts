import { afterAll, beforeAll, expect, it } from 'vitest';

import type { OutgoingListView } from '../../shared/api/outgoing.ts';
import { type RunningServer, startServer } from '../e2e/support/server.ts';
import { setup as build } from '../e2e/support/setup.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { type Ask, askerFor } from './support/ask.ts';
import { type Behaviour, Callees } from './support/callees.ts';
import { reminder } from './support/flow.ts';

const CALLS = 1_000;
const FROM = '+15550100101';
const CONCURRENCY = 12;
const PER_SECOND = 60;

const numberOf = (at: number): string => `+1555${String(2_000_000 + at)}`;
const behaviourOf = (to: string): Behaviour =>
  (({ 3: 'busy', 7: 'no-answer', 11: 'machine', 13: 'failed' }) as const)[Number(to.slice(5)) % 20] ?? 'human';

let callees: Callees;
let twilio: TwilioApi;
let server: RunningServer;
let ask: Ask;

beforeAll(async () => {
  build();
  callees = new Callees(behaviourOf);
  const state = { calls: callees.map(() => twilio), incoming_phone_numbers: bySid(restNumber(1)) };
  twilio = await startTwilioApi({ state });
  server = await startServer({ env: environment() });
  ask = askerFor(() => server);
});

afterAll(async () => {
  await server?.stop();
  callees?.close();
  await twilio?.close();
});

function environment() {
  return {
    TWILIO_API_URL: twilio.url,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    LOG_LEVEL: 'warn',
  };
}

/** Ends the server as a crash would, and starts it again on the same data. */
async function crash(): Promise<void> {
  const { port, dataDir } = server;
  await server.kill();
  server = await startServer({ port, dataDir, env: environment() });
}

/** Resolves when the `at`-th call from now on is placed at Twilio; the answer is not there yet. */
function placed(at: number): Promise<void> {
  return new Promise((resolve) => {
    const wanted = callees.times.length + at;
    callees.onCall = () => {
      if (callees.times.length >= wanted) resolve();
    };
  });
}

it('calls each of a thousand numbers once, within its caps, though the server is killed in the middle', async () => {
  const flow = await ask('POST', '/flows', { body: { document: reminder } });
  await ask('POST', `/flows/${flow.id}/publish`, { body: {}, headers: { 'if-match': '"r1"' } });
  await ask('PUT', '/outgoing/settings', { body: { countries: null, callsPerDay: 2_000, callsPerSecond: PER_SECOND } });
  const rows = Array.from({ length: CALLS }, (_, at) => `${numberOf(at)},Person ${at}`);
  const list = await ask<OutgoingListView>('POST', '/outgoing/lists', {
    body: {
      name: 'A thousand',
      flow: flow.id,
      from: FROM,
      csv: `\uFEFFTo,name\r\n${rows.join('\r\n')}\r\n`,
      concurrency: CONCURRENCY,
      callsPerSecond: PER_SECOND,
      options: { machineDetection: 'DetectMessageEnd' },
    },
  });
  expect(list).toMatchObject({ status: 'running', total: CALLS, bad: 0 });

  // Between the request and its answer: Twilio places the call, and nobody is there to hear of it.
  await placed(120);
  twilio.fail({ match: 'CreateCall', times: 3, with: 'lose answer' });
  await placed(60);
  await crash();
  await placed(150);
  await crash();

  const done = await finished(list.id);
  await callees.idle();
  expect(done).toMatchObject({ status: 'done', total: CALLS });
  expect(done.counts).toMatchObject({ planned: 0, calling: 0, unknown: 0 });

  const often = Array.from({ length: CALLS }, (_, at) => callees.calls.get(numberOf(at)) ?? 0);
  expect(often.filter((times) => times !== 1)).toEqual([]);
  expect(done.counts).toMatchObject({ completed: 850, busy: 50, 'no-answer': 50, failed: 50 });
  const report = await ask<string>('GET', `/outgoing/lists/${list.id}/report.csv`);
  expect(report.split('\r\n').slice(1, -1).map(outcomeIn)).toEqual(often.map((_, at) => outcomeOf(numberOf(at))));
  expect(callees.heard.get(numberOf(1))).toBe('Hello Person 1, visit 1, human. Press 1. | Thank you Person 1.');

  expect(callees.most).toBeLessThanOrEqual(CONCURRENCY);
  expect(mostWithin(1_000, callees.times)).toBeLessThanOrEqual(PER_SECOND);
}, 360_000);

/** Number and outcome of a line of the report. */
function outcomeIn(line: string): string {
  const [, to, , outcome] = line.split(',');
  return `${to} ${outcome}`;
}

function outcomeOf(to: string): string {
  const does = behaviourOf(to);
  return `${to} ${does === 'human' || does === 'machine' ? 'completed' : does}`;
}

/** Follows the progress until nothing is left to do. */
async function finished(id: string): Promise<OutgoingListView> {
  for (let last = -1; ; ) {
    const list = await ask<OutgoingListView>('GET', `/outgoing/lists/${id}`);
    const over = CALLS - list.counts.planned;
    expect(over).toBeGreaterThanOrEqual(last - CONCURRENCY);
    last = over;
    if (list.status !== 'running') return list;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Most of these moments in any stretch of time. */
function mostWithin(milliseconds: number, times: readonly number[]): number {
  let from = 0;
  return times.reduce((most, time, at) => {
    while (time - (times[from] as number) >= milliseconds) from++;
    return Math.max(most, at - from + 1);
  }, 0);
}
