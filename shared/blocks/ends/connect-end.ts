import type { ExitSpec } from '../../block.ts';
import { given } from '../../fields/parameters.ts';

/** How a connection to something that is no phone ends, by the noun of Connect. */
export interface ConnectEnd {
  readonly exits: readonly ExitSpec[];
  /** Twilio's parameters about it. */
  readonly outputs: readonly string[];
  exitOf(parameters: Readonly<Record<string, string>>): string;
}

/** @param tag the noun; of those without parameters of their own only the end is known */
export function connectEnd(tag: string | undefined): ConnectEnd {
  if (tag === 'ConversationRelay' || tag === 'ConversationRelaySession') return RELAY;
  return tag === 'VirtualAgent' ? VIRTUAL_AGENT : PLAIN;
}

/** Where the call goes on after a connection, with what Twilio told of it. */
export function connectResult(tag: string | undefined, parameters: Readonly<Record<string, string>>) {
  const end = connectEnd(tag);
  return { go: end.exitOf(parameters), results: given(parameters, end.outputs) };
}

const AGENT_EXITS: readonly ExitSpec[] = [
  { name: 'handoff', label: 'The agent hands the call over', ends: true },
  { name: 'ended', label: 'The agent ended the conversation', ends: true },
  { name: 'failed', label: 'The agent could not be reached' },
  { name: 'hungUp', label: 'The caller hung up', ends: true },
];

/** https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action-url-parameters */
const RELAY: ConnectEnd = {
  exits: AGENT_EXITS,
  outputs: ['SessionId', 'SessionStatus', 'SessionDuration', 'HandoffData', 'ErrorCode', 'ErrorMessage'],
  exitOf: ({ SessionStatus, HandoffData, CallStatus }) => {
    if (SessionStatus === 'failed') return 'failed';
    if (SessionStatus === 'completed' || CallStatus === 'completed') return 'hungUp';
    return HandoffData ? 'handoff' : 'ended';
  },
};

/** https://www.twilio.com/docs/voice/twiml/connect/virtualagent/virtualagent-dialogflow-cx */
const VIRTUAL_AGENT: ConnectEnd = {
  exits: AGENT_EXITS,
  outputs: [
    'VirtualAgentProvider',
    'VirtualAgentStatus',
    'VirtualAgentProviderData',
    'VirtualAgentError',
    'VirtualAgentErrorCode',
    'VirtualAgentProviderError',
  ],
  exitOf: ({ VirtualAgentStatus, CallStatus }) => {
    if (VirtualAgentStatus === 'failed') return 'failed';
    if (VirtualAgentStatus === 'hangup' || CallStatus === 'completed') return 'hungUp';
    return VirtualAgentStatus === 'live-agent-handoff' ? 'handoff' : 'ended';
  },
};

const PLAIN: ConnectEnd = {
  exits: [{ name: 'ended', label: 'After the connection', ends: true }],
  outputs: [],
  exitOf: () => 'ended',
};
