import { useEffect, useRef, useState } from 'react';
import type { VerificationView, VerifyCallerId } from '../../shared/api/caller-ids.ts';
import { endWords, followVerification } from '../../shared/api/follow-verification.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { ApiFailure } from '../api/request.ts';

/** How far the verification of a number is. */
export type Verification =
  | { readonly step: 'form'; readonly error?: string }
  | { readonly step: 'asking'; readonly request: VerifyCallerId }
  | { readonly step: 'calling'; readonly request: VerifyCallerId; readonly answer: VerificationView }
  | { readonly step: 'verified'; readonly phoneNumber: string }
  /** Nothing is verified, and another call can be asked for. */
  | { readonly step: 'ended'; readonly request: VerifyCallerId; readonly why: string };

const PAUSE_MS = 2000;

/** Lets Twilio call and follows it until the window closes. */
export function useVerification(onVerified: () => Promise<void>): {
  at: Verification;
  start: (request: VerifyCallerId) => Promise<void>;
  back: () => void;
} {
  const [at, setAt] = useState<Verification>({ step: 'form' });
  /** Counts up with each start and with the end, so that what comes late is dropped. */
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current++;
    },
    [],
  );
  const start = async (request: VerifyCallerId): Promise<void> => {
    const mine = ++run.current;
    const go = (next: Verification): void => {
      if (mine === run.current) setAt(next);
    };
    go({ step: 'asking', request });
    let called = false;
    try {
      const answer = await callerIdsApi.verify(request);
      called = true;
      go({ step: 'calling', request, answer });
      const end = await followVerification(answer, {
        ask: callerIdsApi.state,
        now: Date.now,
        pause: async () => {
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
          if (mine !== run.current) throw new Left();
        },
      });
      if (end.end !== 'verified') return go({ step: 'ended', request, why: endWords(end) });
      go({ step: 'verified', phoneNumber: answer.phoneNumber });
      await onVerified();
    } catch (error) {
      if (error instanceof Left) return;
      called ||= error instanceof ApiFailure && error.code === 'verification-unknown';
      go(called ? { step: 'ended', request, why: wordsOf(error) } : { step: 'form', error: wordsOf(error) });
    }
  };
  const back = (): void => {
    run.current++;
    setAt({ step: 'form' });
  };
  return { at, start, back };
}

/** The window was closed, or another call was asked for. */
class Left extends Error {}

function wordsOf(error: unknown): string {
  if (error instanceof ApiFailure && error.problems.length > 0)
    return error.problems.map((problem) => problem.message).join(' ');
  return error instanceof Error ? error.message : String(error);
}
