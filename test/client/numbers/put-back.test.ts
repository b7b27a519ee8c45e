import { describe, expect, it } from 'vitest';
import { putBack, waysBack } from '../../../client/state/put-back.ts';
import { desk, line, number } from './support.ts';

describe('the way back', () => {
  it('leads to the flow that answered before, and where there was none to what was there before Patchcord', () => {
    const before = [number(1, { voice: line(desk, { flow: 'desk' }) }), number(2)];
    const [one, two] = before.map(({ sid }) => sid) as [string, string];
    const chosen = [
      { sid: one, voice: true, messaging: true },
      { sid: two, voice: true, messaging: false },
    ];
    expect(waysBack(chosen, before)).toEqual([
      { flow: 'desk', environment: 'live', numbers: [{ sid: one, voice: true, messaging: false }] },
      {
        flow: null,
        environment: null,
        numbers: [
          { sid: one, voice: false, messaging: true },
          { sid: two, voice: true, messaging: false },
        ],
      },
    ]);
  });

  it('of a line that somebody had pointed elsewhere leads there, but otherwise to its flow', () => {
    const wayOf = (property: string) => {
      const drift = [{ property, set: 'set', found: 'found' }];
      const one = number(1, { voice: line(desk, { flow: 'desk', drift }) });
      return waysBack([{ sid: one.sid, voice: true, messaging: false }], [one]).map(({ flow }) => flow);
    };
    expect(['VoiceUrl', 'VoiceMethod', 'VoiceApplicationSid'].map((one) => wayOf(one))).toEqual([
      [null],
      [null],
      [null],
    ]);
    expect(wayOf('StatusCallback')).toEqual(['desk']);
    const moved = number(1, {
      voice: line({ kind: 'url', url: 'https://old.example.com/voice/desk' }, { flow: 'desk', outdated: true }),
    });
    expect(waysBack([{ sid: moved.sid, voice: true, messaging: false }], [moved])).toMatchObject([{ flow: 'desk' }]);
  });
});

describe('putting back', () => {
  const before = [number(1, { voice: line(desk, { flow: 'desk' }) }), number(2)];
  const [one, two] = before.map(({ sid }) => sid) as [string, string];
  const chosen = [
    { sid: one, voice: true, messaging: true },
    { sid: two, voice: true, messaging: false },
  ];
  const outcome = (failure: string | null) => ({ operation: undefined, failure });

  it('tells of a way that failed though another of the same number went well, and what is left', async () => {
    const results = await putBack(chosen, before, async ({ flow }) => outcome(flow === 'desk' ? 'Refused.' : null));
    expect(results).toEqual({
      [one]: { failure: 'Refused.', left: { sid: one, voice: true, messaging: false } },
      [two]: 'back',
    });
  });

  it('tells of both ways where both failed', async () => {
    const results = await putBack(chosen, before, async ({ flow }) => outcome(flow === 'desk' ? 'Refused.' : 'Lost.'));
    expect(results).toEqual({
      [one]: { failure: 'Refused. Lost.', left: { sid: one, voice: true, messaging: true } },
      [two]: { failure: 'Lost.', left: { sid: two, voice: true, messaging: false } },
    });
    expect(await putBack(chosen, before, async () => outcome(null))).toEqual({ [one]: 'back', [two]: 'back' });
  });
});
