import type { Channel, TurnRequest } from '../block.ts';
import type { CompiledFlow } from './compile.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { Session } from './types.ts';

/** The state of a call before its first turn. */
export function newSession(flow: CompiledFlow, start: TurnStart): Session {
  const call: Record<string, string> = {};
  const { parameters } = start.request;
  for (const name in parameters) {
    if (KEPT.test(name)) call[name] = (parameters[name] ?? '').slice(0, ENGINE_LIMITS.parameterLength);
  }
  return {
    sid: start.sid,
    channel: start.channel,
    flow: start.flowId,
    version: start.version,
    status: 'active',
    turn: start.turn ?? 0,
    waiting: null,
    variables: flow.variables,
    results: {},
    state: null,
    call,
  };
}

/** Who calls which version of which flow. */
export interface TurnStart {
  /** CallSid or MessageSid. */
  readonly sid: string;
  readonly channel: Channel;
  readonly flowId: string;
  readonly version: number;
  readonly request: TurnRequest;
  /** Turns the call had before it came to this entry; none if absent. */
  readonly turn?: number;
  /** Block to begin with instead of the channel's entry (the preview's). */
  readonly at?: string;
}

/** Parameters of the first request that templates see as `call.*` (Twilio's request parameters without their legacy aliases). */
const KEPT =
  /^(CallSid|MessageSid|AccountSid|From|To|Body|NumMedia|MediaUrl\d|MediaContentType\d|Direction|CallerName|ForwardedFrom|ParentCallSid|AnsweredBy|StirVerstat|ApplicationSid|MessagingServiceSid|(From|To)(City|State|Zip|Country)|Sip[A-Z]\w*|SipHeader_.+|Param_.+)$/;
