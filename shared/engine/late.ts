import type { Effect, Outcome } from '../effect.ts';

/** Milliseconds since the request came, of the 15 seconds that Twilio waits. */
export interface EffectTimes {
  /** After them a caller is put on hold. */
  readonly hold: number;
  /** After them a turn that cannot be put on hold goes on without the outcome. */
  readonly most: number;
}

/** The same for the server and for calls tried out, so that both put callers on hold alike. */
export const EFFECT_TIMES: EffectTimes = { hold: 4_000, most: 8_000 };

/** What a turn goes on with that cannot wait any longer for an effect which is still under way. */
export function late({ kind }: Effect): Outcome {
  switch (kind) {
    case 'message':
      return { kind, result: 'unknown', reason: 'Twilio has not answered in time.' };
    case 'http':
      return { kind, result: 'timeout', reason: 'There was no answer before the turn had to go on.' };
    case 'code':
      return { kind, result: 'timeout', reason: 'The code had not run before the turn had to go on.' };
    case 'voicemail':
    case 'callback':
      return { kind, result: 'failed', reason: 'It was not written down before the turn had to go on.' };
  }
}

/** What a turn goes on with that has no time left to begin an effect. */
export function noTime({ kind }: Effect): Outcome {
  const why = 'earlier blocks of the same turn took all its time.';
  switch (kind) {
    case 'message':
      return { kind, result: 'refused', reason: `The message was not sent: ${why}` };
    case 'http':
      return { kind, result: 'failed', reason: `The request was not sent: ${why}` };
    case 'code':
      return { kind, result: 'failed', reason: `The code was not run: ${why}` };
    case 'voicemail':
    case 'callback':
      return { kind, result: 'failed', reason: `It was not written down: ${why}` };
  }
}
