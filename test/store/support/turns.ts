import type { TurnRecord } from '../../../server/store/store.ts';
import type { Session } from '../../../shared/engine/types.ts';

/** A stored turn with believable content; override what a test is about. */
export function turnOf(sid: string, turn: number, change: Partial<TurnRecord> = {}): TurnRecord {
  return {
    sid,
    turn,
    key: `key-${turn}`,
    at: 1_000 * turn,
    took: 0.5,
    form: `CallSid=${sid}&From=%2B15550001111&To=%2B15550002222`,
    answer: `<Response><Say>${turn}</Say></Response>`,
    session: sessionOf(sid, turn),
    log: [{ block: 'menu', type: 'menu', event: 'run', result: 'wait' }],
    ...change,
  };
}

/** The session after that turn, with everything that a session can hold. */
export function sessionOf(sid: string, turn: number, change: Partial<Session> = {}): Session {
  const whole: { readonly [K in keyof Required<Session>]: NonNullable<Session[K]> | null } & Session = {
    sid,
    channel: 'voice',
    flow: 'main',
    version: 1,
    status: 'active',
    turn,
    waiting: { block: 'menu', token: `token-${turn}` },
    variables: { company: 'Acme' },
    results: { menu: { Digits: '1' } },
    state: null,
    asides: {
      'menu.waiting.CA9': { kind: 'enqueueWait', waiting: { block: 'menu', token: 'aside' }, state: { said: 1 } },
    },
    asideTurns: 1,
    language: 'es-MX',
    environment: 'staging',
    call: { CallSid: sid, From: '+15550001111', To: '+15550002222' },
  };
  return { ...whole, ...change };
}
