import type { VerificationState, VerificationView } from './caller-ids.ts';

/** How a verification ended. `late`: nobody keyed in the code while it can be expected. */
export type VerificationEnd =
  | { readonly end: 'verified'; readonly state: VerificationState }
  | { readonly end: 'not-verified'; readonly callStatus: string | null }
  | { readonly end: 'late' };

export interface FollowOptions {
  readonly ask: (phoneNumber: string, callSid: string | null) => Promise<VerificationState>;
  /** Milliseconds since any moment. */
  readonly now: () => number;
  /** Waits until the next question. */
  readonly pause: () => Promise<void>;
}

/**
 * Asks until a number is verified or its call is over. One refusal in between is not the end: the next question may be
 * answered again.
 *
 * @throws what `ask` throws, three times in a row
 */
export async function followVerification(
  { phoneNumber, callSid, waitSeconds }: Pick<VerificationView, 'phoneNumber' | 'callSid' | 'waitSeconds'>,
  { ask, now, pause }: FollowOptions,
): Promise<VerificationEnd> {
  const until = now() + waitSeconds * 1000;
  let failures = 0;
  let over = 0;
  while (now() < until) {
    try {
      const state = await ask(phoneNumber, callSid);
      failures = 0;
      if (state.state === 'verified') return { end: 'verified', state };
      // The list may be a moment behind the call.
      over = state.state === 'not-verified' ? over + 1 : 0;
      if (over > 1) return { end: 'not-verified', callStatus: state.callStatus };
    } catch (error) {
      failures += 1;
      if (failures > 2) throw error;
    }
    await pause();
  }
  return { end: 'late' };
}

/** Why nothing was verified, for people. */
export function endWords(end: Exclude<VerificationEnd, { end: 'verified' }>): string {
  if (end.end === 'late') return 'Nobody keyed in the code in time.';
  const reasons: Readonly<Record<string, string>> = {
    busy: 'The line was busy.',
    'no-answer': 'Nobody answered.',
    failed: 'The number could not be reached.',
    canceled: 'The call was called off.',
  };
  return reasons[end.callStatus ?? ''] ?? 'The call ended without the right code.';
}
