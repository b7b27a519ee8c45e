import type { AsideKind } from '../block.ts';
import type { Json } from '../flow/types.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { Session } from './types.ts';

/** What a turn leaves behind. */
export type Left = Pick<Session, 'variables' | 'results' | 'waiting' | 'state' | 'language'>;

/** The session after a turn of the call itself: whatever went on beside it is over. */
export function afterTurn(before: Session, left: Left): Session {
  const { sid, channel, flow, version, call, asideTurns, environment } = before;
  const { variables, results, waiting, state } = left;
  // Written out: it is done for every webhook, and copying the session to write over it was among the dearest of a turn.
  const session: Session = {
    sid,
    channel,
    flow,
    version,
    status: waiting ? 'active' : 'ended',
    turn: before.turn + 1,
    waiting,
    variables,
    results,
    state: waiting ? state : null,
    call,
  };
  if (asideTurns === undefined && left.language === undefined && environment === undefined) return session;
  return {
    ...session,
    ...(asideTurns !== undefined && { asideTurns }),
    ...(environment !== undefined && { environment }),
    ...(left.language !== undefined && { language: left.language }),
  };
}

/** Key of an aside: which block's exit led to it, and CallSid of the leg that hears it. */
export function asideKey(block: string, exit: string, leg: string): string {
  return `${block}.${exit}.${leg}`;
}

/** Block that led to an aside. */
export function blockOf(key: string): string {
  return key.split('.').slice(0, -2).join('.');
}

/** The aside that a turn answers: under which key the session keeps it, and what its blocks kept so far. */
export interface AsidePlace {
  readonly key: string;
  readonly kind: AsideKind;
  readonly state: Json | null;
}

/** The session after a turn beside the call, which goes on waiting where it was. */
export function afterAside(before: Session, left: Left, { key, kind }: AsidePlace): Session {
  const { variables, results, waiting, state, language } = left;
  const { [key]: _before, ...others } = before.asides ?? {};
  const kept = Object.entries(others).slice(1 - ENGINE_LIMITS.asidesWaiting);
  const all = waiting ? [...kept, [key, { kind, waiting, state }] as const] : kept;
  return {
    ...whatStays(before),
    ...(language !== undefined && { language }),
    variables,
    results,
    turn: before.turn + 1,
    asideTurns: (before.asideTurns ?? 0) + 1,
    ...(all.length > 0 && { asides: Object.fromEntries(all) }),
  };
}

/** Without what a turn may take away. */
function whatStays(session: Session): Session {
  const { asides: _asides, language: _language, ...rest } = session;
  return rest;
}
