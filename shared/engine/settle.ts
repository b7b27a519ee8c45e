import type { Outcome } from '../effect.ts';
import type { PendingTurn, Turned, TurnResult } from './types.ts';

/** Lets a turn go on to its end, for those who know each outcome at once: calls tried out, previews. */
export function settle(turned: Turned, perform: (pending: PendingTurn) => Outcome): TurnResult {
  let at = turned;
  while ('effect' in at) at = at.proceed(perform(at));
  return at;
}

/** What comes of an effect where nothing is performed: the best. */
export function assumed({ effect: { kind } }: Pick<PendingTurn, 'effect'>): Outcome {
  switch (kind) {
    case 'message':
      return { kind, result: 'accepted', sid: `SM${'0'.repeat(32)}`, status: 'queued' };
    case 'http':
      return { kind, result: 'answered', status: 200, contentType: '', body: '' };
    case 'code':
      return { kind, result: 'done', value: null };
    case 'voicemail':
      return { kind, result: 'accepted' };
    case 'callback':
      return { kind, result: 'accepted', already: false };
  }
}
