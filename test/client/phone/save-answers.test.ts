import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestAnswer } from '../../../client/state/call/asked-requests.ts';
import { Line } from '../../../client/state/call/line.ts';
import type { PhoneCall } from '../../../client/state/call/types.ts';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { HttpOutcome } from '../../../shared/effect.ts';
import { CALL_TEST_LIMITS, type CallTest, callTestSchema } from '../../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { writeFlow } from '../../../shared/flow/write.ts';
import { lostAnswers, recordRehearsal } from '../../../shared/rehearsal/record.ts';
import { runTest } from '../../../shared/rehearsal/run-test.ts';
import { read } from '../../languages/support.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const URL = 'https://api.example.com/points';

/** Asks each address in turn, and says where it came out and what was answered. */
function asking(...urls: string[]): FlowDocument {
  const asks = urls.flatMap((url, at) => {
    const exits = { success: `well${at}`, clientError: `wrong${at}`, timeout: `late${at}`, failed: `failed${at}` };
    const say = (words: string) => ({
      type: 'say',
      props: { prompts: [{ say: words }] },
      exits: at + 1 < urls.length ? { next: `ask${at + 1}` } : {},
    });
    return [
      [`ask${at}`, { type: 'http', props: { url, timeout: 8, meanwhile: [{ say: 'One moment.' }] }, exits }],
      [`well${at}`, say(`Points: {{ blocks.ask${at}.json.points }}`)],
      [`wrong${at}`, say(`Wrong: {{ blocks.ask${at}.status }}`)],
      [`late${at}`, say('Too late.')],
      [`failed${at}`, say('Failed.')],
    ];
  });
  const start = { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask0' } };
  return read({ version: 1, name: 'Points', blocks: { start, ...Object.fromEntries(asks) }, layout: {} });
}

interface Play {
  readonly after?: number;
  readonly answer?: RequestAnswer;
  readonly sent?: HttpOutcome;
}

/** Calls the flow in the browser's phone, and answers its requests in turn. */
async function called(
  flow: FlowDocument,
  plays: readonly Play[],
): Promise<{ test: CallTest; lost: readonly string[] }> {
  let call: PhoneCall | undefined;
  let sent: HttpOutcome | undefined;
  const send = async (): Promise<HttpOutcome> => sent ?? Promise.reject(new Error('Nothing to send.'));
  const onChange = (now: PhoneCall): void => {
    call = now;
  };
  const options = { from: '', muted: true, language: null, send };
  const line = new Line({ document: flow, ...options, onChange });
  for (const { after = 0, answer, sent: outcome } of plays) {
    await vi.waitFor(() => expect(call?.requests).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(after * 1_000);
    sent = outcome;
    if (answer) line.answer(call?.requests[0]?.id ?? 0, answer);
    else line.hangUp();
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect(call?.state).toBe('over');
  const test = recordRehearsal(line.rehearsal, { name: 'Recorded' });
  expect(callTestSchema.safeParse(test).error).toBeUndefined();
  return { test, lost: lostAnswers(line.rehearsal) };
}

/** Runs a test as it is once the flow with it was saved and opened again. */
async function run(test: CallTest, flow: FlowDocument) {
  const [kept] = read(JSON.parse(writeFlow({ ...flow, tests: [test] }))).tests;
  return runTest(kept ?? { name: 'lost', steps: [{ says: 'lost' }] }, { flow, types: blockTypes });
}

const answer = (points: number, status = 200): RequestAnswer => {
  return { does: 'answer', status, body: JSON.stringify({ points }) };
};

describe('a call that asked other servers, saved as a test', () => {
  it.each<[string, Play, string]>([
    ['an answer that was made up', { answer: answer(42) }, 'Points: 42'],
    ['one that the caller waited for on hold', { after: 6, answer: answer(42) }, 'Points: 42'],
    ['one that came later than the block waits', { after: 20, answer: answer(42) }, 'Points: 42'],
    ['a refusal', { answer: answer(0, 404) }, 'Wrong: 404'],
    ['no answer', { answer: { does: 'time out' } }, 'Too late.'],
    ['no connection', { after: 5, answer: { does: 'fail' } }, 'Failed.'],
    [
      'one that was really got',
      {
        answer: { does: 'send' },
        sent: { kind: 'http', result: 'answered', status: 200, contentType: 'application/json', body: '{"points":7}' },
      },
      'Points: 7',
    ],
  ])('passes at once with %s', async (_what, play, heard) => {
    const flow = asking(URL);
    const { test, lost } = await called(flow, [play]);
    expect(test.steps).toContainEqual({ says: heard });
    expect(lost).toEqual([]);
    expect((await run(test, flow)).failure).toBeUndefined();
  });

  it('passes where the caller hung up on hold', async () => {
    const flow = asking(URL);
    const { test } = await called(flow, [{ after: 5 }]);
    expect(test.steps).toContainEqual({ says: 'One moment.' });
    expect((await run(test, flow)).failure).toBeUndefined();
  });

  it('keeps apart addresses of which one begins with another', async () => {
    const flow = asking(URL, `${URL}/more`);
    const { test } = await called(flow, [{ answer: answer(1) }, { answer: answer(2) }]);
    expect(test.steps.slice(0, 2)).toEqual([{ says: 'Points: 1' }, { says: 'Points: 2' }]);
    expect((await run(test, flow)).failure).toBeUndefined();
  });

  it('names secrets in addresses', async () => {
    const flow = asking(`${URL}?key={{ secrets.KEY }}`);
    const { test } = await called(flow, [{ answer: answer(3) }]);
    expect(Object.keys(test.http ?? {})).toEqual([`${URL}?key={{ secrets.KEY }}`]);
    expect((await run(test, flow)).failure).toBeUndefined();
  });

  it('says what a test cannot keep', async () => {
    const { test, lost } = await called(asking(URL, URL), [{ answer: answer(1) }, { answer: answer(2) }]);
    expect(test.http?.[URL]?.body).toBe('{"points":1}');
    expect(lost).toEqual([`${URL} gave different answers. The test keeps the first one for all of them.`]);

    const long = { does: 'answer', status: 200, body: 'x'.repeat(65_000) } as const;
    const urls = [1, 2, 3, 4, 5].map((page) => `${URL}/${page}`);
    const many = await called(
      asking(...urls),
      urls.map(() => ({ answer: long })),
    );
    expect(Object.keys(many.test.http ?? {})).toHaveLength(4);
    expect(many.lost).toEqual([
      `The answer of ${URL}/5 is not in the test: it keeps ${CALL_TEST_LIMITS.answers} characters at most.`,
    ]);
  });
});
