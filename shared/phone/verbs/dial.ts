import { type DialAttributes, dialAttributes } from '../dial/attributes.ts';
import { Dialling } from '../dial/dialling.ts';
import type { DialOutcome } from '../dial/outcome.ts';
import { ROOMS } from '../dial/rooms.ts';
import { type DialPlan, readPlan } from '../dial/targets.ts';
import { HungUp } from '../leg.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';

/** Calls somebody and joins the two calls. https://www.twilio.com/docs/voice/twiml/dial */
export function* dial(run: VerbRun): Task<Next> {
  const { leg } = run;
  const attributes = dialAttributes(run);
  const plan = readPlan(run, attributes);
  if (plan.kind === 'room' || !attributes.answerOnBridge) leg.answer();
  leg.setActivity('dialling');
  const { outcome, transfer } = yield* carryOut(run, attributes, plan);
  leg.emit({ kind: 'dialled', status: outcome.status, seconds: outcome.seconds ?? 0 });
  if (transfer !== undefined && !leg.over) return referred(attributes, transfer) ?? { kind: 'next' };
  return after(run, attributes, outcome);
}

interface Ended {
  readonly outcome: DialOutcome;
  /** Where a called SIP phone transferred the caller. */
  readonly transfer?: string | undefined;
}

/** Runs the Dial to its end; the caller's hangup is an end like the others, since the action hears of it. */
function* carryOut(run: VerbRun, attributes: DialAttributes, plan: DialPlan): Task<Ended> {
  const dialling = new Dialling(run, attributes);
  try {
    if (plan.kind === 'room') {
      const room = ROOMS.get(plan.tag);
      return { outcome: room ? yield* room(run, plan.noun, attributes) : dialling.outcome() };
    }
    const transfer = yield* dialling.carryOut(plan.targets);
    return { outcome: dialling.outcome(), transfer };
  } catch (error) {
    if (!(error instanceof HungUp)) throw error;
    return { outcome: plan.kind === 'room' ? { status: 'canceled' } : dialling.outcome() };
  }
}

function referred({ all }: DialAttributes, target: string): Next | undefined {
  const url = all.url('referUrl');
  if (url === undefined) return undefined;
  const parameters = { ReferTransferTarget: target };
  return { kind: 'document', request: { url, method: all.method('referMethod'), parameters, purpose: 'refer' } };
}

function after({ leg, exchange }: VerbRun, { all }: DialAttributes, outcome: DialOutcome): Next {
  const url = all.url('action');
  if (url === undefined) return leg.over ? { kind: 'hangup' } : { kind: 'next' };
  const request = { url, method: all.method('method'), parameters: parametersOf(outcome), purpose: 'dial' };
  if (!leg.over) return { kind: 'document', request };
  // Asked all the same once the caller is gone; nobody is left to hear the answer.
  exchange.callback(leg, request);
  return { kind: 'hangup' };
}

/** https://www.twilio.com/docs/voice/twiml/dial#action */
function parametersOf({ status, childSid, seconds, bridged, parameters }: DialOutcome): Record<string, string> {
  return {
    DialCallStatus: status,
    ...(childSid === undefined ? {} : { DialCallSid: childSid }),
    ...(seconds === undefined ? {} : { DialCallDuration: String(seconds) }),
    ...(bridged === undefined ? {} : { DialBridged: String(bridged) }),
    ...parameters,
  };
}
