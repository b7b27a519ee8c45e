import type { Channel, TurnRequest } from '../block.ts';
import type { CompiledFlow } from './compile.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { Session } from './types.ts';

/** The state of a call before its first turn. */
export function newSession(flow: CompiledFlow, start: TurnStart): Session {
  const { turn = 0, asideTurns } = start.before ?? {};
  const session: Session = {
    sid: start.sid,
    channel: start.channel,
    flow: start.flowId,
    version: start.version,
    status: 'active',
    turn,
    waiting: null,
    variables: flow.variables,
    results: {},
    state: null,
    call: keptOf(start.request),
  };
  const language = start.language ?? languageOfCall(flow, session);
  return {
    ...session,
    ...(asideTurns !== undefined && { asideTurns }),
    ...(start.environment !== undefined && { environment: start.environment }),
    ...(language !== undefined && language !== flow.languages[0] && { language }),
  };
}

/** By the number of ours: the one that was called, or that calls, on whatever channel (`whatsapp:+1…`). */
function languageOfCall({ languageOfNumber }: CompiledFlow, { call }: Session): string | undefined {
  if (languageOfNumber.size === 0) return undefined;
  const ours = (call.Direction?.startsWith('outbound') ? call.From : call.To) ?? '';
  return languageOfNumber.get(ours.replace(/^\w+:/, ''));
}

/** The session of a conversation once its next message is there: templates see that one. */
export function withMessage(session: Session, request: TurnRequest): Session {
  return { ...session, call: keptOf(request) };
}

function keptOf({ parameters }: TurnRequest): Record<string, string> {
  const call: Record<string, string> = {};
  for (const name in parameters) {
    if (isKept(name)) call[name] = (parameters[name] ?? '').slice(0, ENGINE_LIMITS.parameterLength);
  }
  return call;
}

/** Who calls which version of which flow. */
export interface TurnStart {
  /** CallSid or MessageSid. */
  readonly sid: string;
  readonly channel: Channel;
  readonly flowId: string;
  readonly version: number;
  readonly request: TurnRequest;
  /** How many turns the call had before it came to this entry; none if absent. */
  readonly before?: Pick<Session, 'turn' | 'asideTurns'> | undefined;
  /** Language to begin in, of those of the flow; else the number decides. */
  readonly language?: string | undefined;
  /** Environment it runs in; `live` if absent. */
  readonly environment?: string | undefined;
  /** Block to begin with instead of the channel's entry (the preview's). */
  readonly at?: string;
}

/** Whether templates see it as `call.*`: Twilio's request parameters without their legacy aliases. */
function isKept(name: string): boolean {
  return KEPT.has(name) || KEPT_FAMILIES.test(name);
}

const PLACE = ['City', 'State', 'Zip', 'Country'];
const KEPT: ReadonlySet<string> = new Set([
  ...[
    'CallSid',
    'MessageSid',
    'AccountSid',
    'From',
    'To',
    'Body',
    'NumMedia',
    'Direction',
    'CallerName',
    'ForwardedFrom',
  ],
  ...[
    'ParentCallSid',
    'AnsweredBy',
    'MachineDetectionDuration',
    'StirVerstat',
    'ApplicationSid',
    'MessagingServiceSid',
  ],
  ...['NumSegments', 'OptOutType', 'ProfileName', 'WaId', 'ButtonText', 'ButtonPayload', 'Latitude', 'Longitude'],
  ...['From', 'To'].flatMap((party) => PLACE.map((part) => party + part)),
]);
const KEPT_FAMILIES = /^(?:Media(?:Url|ContentType)\d|Sip[A-Z]\w*|SipHeader_.+|Param_.+)$/;
