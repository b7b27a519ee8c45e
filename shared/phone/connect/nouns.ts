import { conversationRelay } from './conversation-relay.ts';
import { type ConnectNoun, plainSession } from './session.ts';
import { connectStream } from './stream.ts';
import { virtualAgent } from './virtual-agent.ts';

/** What Connect can connect to. https://www.twilio.com/docs/voice/twiml/connect */
export const CONNECT_NOUNS: ReadonlyMap<string, ConnectNoun> = new Map<string, ConnectNoun>([
  ['Stream', connectStream],
  ['ConversationRelay', conversationRelay],
  ['ConversationRelaySession', conversationRelay],
  ['VirtualAgent', virtualAgent],
  ['Room', plainSession],
  ['Conversation', plainSession],
  ['AiSession', plainSession],
  ['Assistant', plainSession],
]);
