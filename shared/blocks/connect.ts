import { defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import type { Noun } from '../fields/noun.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nounsSummary } from '../fields/noun-summary.ts';
import { nouns } from '../fields/nouns.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { element } from '../twiml/element.ts';
import { connectEnd, connectResult } from './ends/connect-end.ts';

/** Connects the caller with something that is no phone, until that ends. */
export const connect = defineBlock({
  type: 'connect',
  title: 'Connect to a service',
  term: 'Connect',
  about:
    'Connects the caller with a program or service until it ends: a two-way media stream, a video room, a Dialogflow virtual agent. For an AI voice agent of your own take the block AI agent.',
  keywords: ['stream', 'websocket', 'dialogflow', 'virtual agent', 'video room'],
  group: 'connect',
  icon: 'cable',
  docs: 'https://www.twilio.com/docs/voice/twiml/connect',
  channels: ['voice'],
  fields: {
    nouns: nouns({ label: 'Connect the caller with', options: { parent: 'Connect', max: 1 }, required: true }),
    ...afterFields('Connect', { next: 'Go on with the next block' }),
  },
  exits: (props) =>
    afterOf(props) === 'exits'
      ? connectEnd(tagOf(props.nouns)).exits
      : [{ name: 'next', label: 'After the connection', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? connectEnd(tagOf(props.nouns)).outputs : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => nounsSummary(props.nouns) || 'Connects with nothing yet',
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const children = nounElements(ctx.props.nouns, notes);
    const twiml = [element('Connect', afterAttributes(ctx, 'Connect'), ...children)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }, ctx) => connectResult(tagOf(ctx.props.nouns), parameters),
  read: (verb) => {
    const action = readAttributes(verb, 'Connect');
    const found = readNouns(verb.children, { parent: 'Connect' });
    return action && found && { ...(found.length > 0 && { nouns: found }), ...action, ...readAfter(action) };
  },
});

function tagOf(value: readonly Noun[] | undefined): string | undefined {
  return value?.[0]?.tag;
}
