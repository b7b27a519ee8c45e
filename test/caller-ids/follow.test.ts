import { describe, expect, it } from 'vitest';
import type { VerificationState } from '../../shared/api/caller-ids.ts';
import { endWords, followVerification } from '../../shared/api/follow-verification.ts';

const WAITING: VerificationState = { state: 'waiting', callStatus: 'ringing', callerId: null };
const OVER: VerificationState = { state: 'not-verified', callStatus: 'busy', callerId: null };
const CALLER_ID = { sid: `PN${'1'.repeat(32)}`, phoneNumber: '+15550100177', friendlyName: 'Office', at: 0 };
const VERIFIED: VerificationState = { state: 'verified', callStatus: 'completed', callerId: CALLER_ID };

/** Follows with these answers, one every second of a clock of its own; the last one stays. */
async function follow(answers: readonly (VerificationState | Error)[]) {
  let clock = 0;
  let asked = 0;
  const end = await followVerification(
    { phoneNumber: '+15550100177', callSid: null, waitSeconds: 10 },
    {
      ask: async () => {
        const answer = answers[Math.min(asked++, answers.length - 1)];
        if (answer instanceof Error) throw answer;
        return answer as VerificationState;
      },
      now: () => clock,
      pause: async () => {
        clock += 1000;
      },
    },
  );
  return { end, asked };
}

describe('following a verification', () => {
  it('ends when the number is verified, also where the list comes a moment after the call', async () => {
    expect((await follow([WAITING, OVER, VERIFIED])).end).toEqual({ end: 'verified', state: VERIFIED });
  });

  it('ends when the call is over and it stays so', async () => {
    const { end, asked } = await follow([WAITING, OVER]);
    expect([end, asked]).toEqual([{ end: 'not-verified', callStatus: 'busy' }, 3]);
  });

  it('ends when the time is over', async () => {
    expect(await follow([WAITING])).toEqual({ end: { end: 'late' }, asked: 10 });
  });

  it('goes on after one or two failures, and throws the third in a row', async () => {
    const broken = new Error('no answer');
    expect((await follow([broken, broken, WAITING, broken, VERIFIED])).end.end).toBe('verified');
    await expect(follow([broken])).rejects.toThrow('no answer');
  });

  it('says why', () => {
    const words = (callStatus: string | null) => endWords({ end: 'not-verified', callStatus });
    expect([words('no-answer'), words('completed'), endWords({ end: 'late' })]).toEqual([
      'Nobody answered.',
      'The call ended without the right code.',
      'Nobody keyed in the code in time.',
    ]);
  });
});
