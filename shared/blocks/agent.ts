import { defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nouns } from '../fields/nouns.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { element } from '../twiml/element.ts';
import { connectEnd, connectResult } from './ends/connect-end.ts';

/** Lets an AI agent, or any program, talk with the caller: Twilio turns speech into text and back. */
export const agent = defineBlock({
  type: 'agent',
  title: 'AI agent',
  term: 'ConversationRelay',
  verbs: () => ['Connect'],
  about:
    'An AI voice agent of yours talks with the caller: Twilio turns speech into text for it over a WebSocket (ConversationRelay), and its answers into speech.',
  keywords: ['bot', 'llm', 'openai', 'assistant', 'voicebot'],
  group: 'connect',
  icon: 'bot',
  docs: 'https://www.twilio.com/docs/voice/twiml/connect/conversationrelay',
  channels: ['voice'],
  fields: {
    ...attributesOf('ConversationRelay', {
      main: ['url', 'welcomeGreeting', 'language', 'ttsProvider', 'voice'],
    }),
    nouns: nouns({
      label: 'Other languages, and values for the agent',
      hint: 'A Language says with which voice and recognition the agent can go on; a Parameter reaches it with the first message.',
      options: { parent: 'ConversationRelay' },
    }),
    ...afterFields('Connect', { next: 'Go on with the next block' }),
  },
  exits: (props) =>
    afterOf(props) === 'exits' ? END.exits : [{ name: 'next', label: 'After the conversation', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? END.outputs : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: ({ url, welcomeGreeting }) => {
    if (!url) return 'No agent yet: give its address';
    return welcomeGreeting ? `“${welcomeGreeting}”` : `Talks by ${url.replace(/^wss:\/\//, '')}`;
  },
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const relay = element(
      'ConversationRelay',
      emitAttributes(ctx.props, 'ConversationRelay', { notes }),
      ...nounElements(ctx.props.nouns, notes),
    );
    const twiml = [element('Connect', afterAttributes(ctx, 'Connect'), relay)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => connectResult('ConversationRelay', parameters),
  read: (verb) => {
    const [relay, ...others] = verb.children;
    if (relay === undefined || typeof relay === 'string' || relay.tag !== 'ConversationRelay') return undefined;
    const action = readAttributes(verb, 'Connect');
    const attributes = readAttributes(relay, 'ConversationRelay');
    const found = readNouns(relay.children, { parent: 'ConversationRelay' });
    if (others.length > 0 || !action || !attributes || !found) return undefined;
    return { ...attributes, ...(found.length > 0 && { nouns: found }), ...action, ...readAfter(action) };
  },
});

const END = connectEnd('ConversationRelay');
