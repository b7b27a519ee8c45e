import type { CallbackEffect, CallbackOutcome } from '../../../shared/effect.ts';
import type { EffectPlace } from '../../../shared/engine/types.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingStore } from '../../store/outgoing.ts';
import type { EffectCap } from '../../store/store.ts';
import type { Begun, EffectService } from '../../webhooks/effects.ts';
import type { Caller } from './caller.ts';
import type { Needs } from './needs.ts';
import { type FlowSources, publishedToCall, variablesFor } from './what.ts';

export interface CallbackDeps extends FlowSources {
  readonly outgoing: Pick<OutgoingStore, 'addCallback'>;
  readonly needs: Needs;
  readonly caller: Pick<Caller, 'wake'>;
  readonly newId: () => string;
  readonly now: () => number;
}

/** Against callers who have others called: whoever calls can claim any number. */
export const CALLBACK_LIMITS = {
  /** Call-backs that one call or conversation asks for. */
  perCall: 3,
  /** To one number within 24 hours. */
  perNumberDay: 5,
  /** Of one flow within 24 hours. */
  perFlowDay: 500,
} as const;

/**
 * Puts those on the list of outgoing calls who want to be called back. What is on it is named by its effect, so that one that is put
 * there twice is one; who is called when is the caller's business.
 */
export function createCallbackService(deps: CallbackDeps): EffectService<CallbackEffect> {
  const perform = (record: Begun<CallbackEffect>): Promise<CallbackOutcome> =>
    add(deps, record).catch((error) => failed(error instanceof Error ? error.message : String(error)));
  return {
    prevent: async () => undefined,
    caps: (effect, place) => capsOf(effect, place, deps.now()),
    perform,
    findOut: perform,
  };
}

async function add(deps: CallbackDeps, record: Begun<CallbackEffect>): Promise<CallbackOutcome> {
  const { outgoing, needs, caller, newId, now } = deps;
  const { sid, block, environment, effect } = record;
  const number = await callee(needs, effect.to);
  if (typeof number !== 'string') return number;
  await needs.caller(effect.from);
  const flow = effect.flow ?? record.flow;
  const { version, document } = await publishedToCall(deps, { flow, environment });
  const variables = variablesFor(document, effect.variables);
  const added = await outgoing.addCallback(
    {
      ...{ id: newId(), kind: 'callback', key: `callback ${record.id}`, request: null, name: number },
      ...{ flow, environment, version, from: effect.from, settings: settingsOf(record), bad: 0, createdAt: now() },
    },
    { id: newId(), line: null, to: number, variables },
  );
  caller.wake();
  return { kind: 'callback', result: 'accepted', already: added === 'already' };

  function settingsOf({ flow: asking }: Begun<CallbackEffect>) {
    const { earliest, open, tries, every } = effect;
    const origin = { sid, flow: asking, block };
    return {
      ...{ concurrency: 1, callsPerSecond: 1, options: {}, notBefore: earliest, tries, every, origin },
      ...(open && { open }),
    };
  }
}

/** The number as it is to be called, or that it may not be. */
async function callee(needs: Needs, to: string): Promise<string | CallbackOutcome> {
  try {
    return await needs.callee(to);
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 422) {
      return { kind: 'callback', result: 'refused', reason: error.message };
    }
    throw error;
  }
}

function capsOf({ to }: CallbackEffect, { sid, flow }: EffectPlace, now: number): readonly EffectCap[] {
  const kind = 'callback';
  const { perCall, perNumberDay, perFlowDay } = CALLBACK_LIMITS;
  const since = now - 24 * 3_600_000;
  return [
    {
      counted: { kind, since: 0, sid },
      most: perCall,
      outcome: failed(`One call asks for at most ${perCall} call-backs.`),
    },
    {
      counted: { kind, since, target: to },
      most: perNumberDay,
      outcome: failed(`${to} asked to be called back ${perNumberDay} times within the last 24 hours.`),
    },
    {
      counted: { kind, since, flow },
      most: perFlowDay,
      outcome: failed(`This flow was asked for ${perFlowDay} call-backs within the last 24 hours, as many as it may.`),
    },
  ];
}

function failed(reason: string): CallbackOutcome {
  return { kind: 'callback', result: 'failed', reason };
}
