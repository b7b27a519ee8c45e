import { describe, expect, it } from 'vitest';
import type { CallStep } from '../../shared/flow/call-test.ts';
import { Exchange } from '../../shared/phone/exchange.ts';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { recordTest } from '../../shared/rehearsal/record.ts';
import { scriptCaller } from '../../shared/rehearsal/script-caller.ts';
import { worldOf } from '../../shared/rehearsal/test-world.ts';

const DOCUMENTS: Readonly<Record<string, string>> = {
  '/voice':
    '<Response><Gather action="/keys" numDigits="2"><Say>Two keys, please.</Say></Gather><Say>No keys.</Say></Response>',
  '/keys': '<Response><Dial action="/after"><Client>desk</Client></Dial></Response>',
  '/after': '<Response><Play>/tunes/end.mp3</Play></Response>',
};

/** Calls an application that is no flow, over a network that takes its time. */
async function callUrl(steps: readonly CallStep[]) {
  const clock = virtualClock();
  const world = worldOf({});
  const script = scriptCaller(steps, { clock, world });
  const transport = {
    send: async ({ url }: { url: string }) => ({
      ok: true as const,
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: DOCUMENTS[new URL(url).pathname] ?? '',
    }),
  };
  const exchange = new Exchange({ clock, transport, world, onEvent: script.take });
  exchange.call({ from: '+15550100199', to: '+15550100100', voiceUrl: 'https://app.test/voice' }, (leg) =>
    script.act(leg, exchange),
  );
  return { result: await script.done, events: exchange.events };
}

it('waits for words through hours of other words without growing slow', async () => {
  const clock = virtualClock();
  const world = worldOf({});
  const script = scriptCaller([{ says: 'never said' }], { clock, world });
  const body = `<Response>${'<Say loop="1000">Please hold the line.</Say>'.repeat(5)}</Response>`;
  const transport = { send: () => ({ ok: true, status: 200, headers: { 'content-type': 'text/xml' }, body }) as const };
  const exchange = new Exchange({ clock, transport, world, onEvent: script.take });
  const parties = { from: '+15550100199', to: '+15550100100' };
  exchange.call({ ...parties, voiceUrl: 'https://app.test/voice' }, (leg) => script.act(leg, exchange));
  const { failure } = await script.done;
  expect(failure?.at).toBeGreaterThan(3_600);
}, 5_000);

describe('a script against an application that is no flow', () => {
  const steps: readonly CallStep[] = [
    { says: 'Two keys' },
    { press: '12' },
    { dialled: 'answer', after: 2, talks: 7 },
    { dials: 'desk' },
    { plays: '/end.mp3' },
  ];

  it('passes, answers coming later', async () => {
    const { result } = await callUrl(steps);
    expect(result).toMatchObject({ passed: true, steps: steps.map((step) => ({ step, ok: true })) });
  });

  it('is recorded, and passes again', async () => {
    const { events } = await callUrl(steps);
    const recorded = recordTest(events, { name: 'Again' });
    expect(recorded.steps).toEqual([
      { says: 'Two keys, please.' },
      { press: '12' },
      { dials: 'client:desk' },
      { dialled: 'answer', to: 'client:desk', after: 2, talks: 7 },
      { plays: '/end.mp3' },
    ]);
    expect((await callUrl(recorded.steps)).result.passed).toBe(true);
  });

  it('says that blocks and variables are not to be seen there', async () => {
    for (const step of [{ at: 'menu' }, { endsAt: 'menu' }, { variable: 'x', is: 1 }]) {
      const { result } = await callUrl([step]);
      expect(result.failure).toMatchObject({ step: 0, why: expect.stringContaining('only where a flow is called') });
    }
  });
});
