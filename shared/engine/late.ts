import type { Effect, Outcome } from '../effect.ts';

/** What a turn goes on with that cannot wait any longer for an effect which is still under way. */
export function late({ kind }: Effect): Outcome {
  switch (kind) {
    case 'message':
      return { kind, result: 'unknown', reason: 'Twilio has not answered in time.' };
    case 'voicemail':
      return { kind, result: 'unknown', reason: 'It was not written down in time.' };
  }
}

/** What a turn goes on with that has no time left to begin an effect. */
export function noTime({ kind }: Effect): Outcome {
  const why = 'earlier blocks of the same turn took all its time.';
  switch (kind) {
    case 'message':
      return { kind, result: 'refused', reason: `The message was not sent: ${why}` };
    case 'voicemail':
      return { kind, result: 'refused', reason: `The message was not put into the inbox: ${why}` };
  }
}
