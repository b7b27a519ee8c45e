import { type CallbackKind, defineBlock, type StepNote } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nounsSummary } from '../fields/noun-summary.ts';
import { nouns } from '../fields/nouns.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { element, type TwimlElement } from '../twiml/element.ts';

/** Starts what runs beside the call; the next block speaks at once. */
export const background = defineBlock({
  type: 'background',
  title: 'Start in the background',
  term: 'Start',
  about:
    'From here on the call is recorded, transcribed, or its sound streamed to a program or SIPREC recorder, while the flow goes on.',
  keywords: ['recording', 'record the call', 'media stream', 'websocket', 'transcription', 'siprec'],
  group: 'data',
  icon: 'audio-lines',
  docs: 'https://www.twilio.com/docs/voice/twiml/stream',
  channels: ['voice'],
  fields: {
    nouns: nouns({ label: 'What to start', options: { parent: 'Start', max: 1 }, required: true }),
    logProgress: boolean({
      label: "Note its progress in the call's log",
      hint: 'Of a transcription these are the words themselves.',
      term: 'statusCallback',
      options: { default: false },
    }),
    ...attributesOf('Start'),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => (props.nouns?.length ? `Starts ${nounsSummary(props.nouns)}` : 'Starts nothing yet'),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const children = nounElements(ctx.props.nouns, notes);
    const told = ctx.props.logProgress ? children.map((noun) => withCallback(noun, ctx)) : children;
    const twiml = [element('Start', emitAttributes(ctx.props, 'Start', { notes }), ...told)];
    return { twiml, go: 'next', notes };
  },
  read: (verb) => {
    const attributes = readAttributes(verb, 'Start');
    const found = readNouns(verb.children, { parent: 'Start' });
    return attributes && found && { ...(found.length > 0 && { nouns: found }), ...attributes };
  },
});

/** The noun that tells our log how it goes; a callback of the author's own is kept. */
function withCallback(noun: TwimlElement, ctx: { callbackUrl(kind: CallbackKind): string }): TwimlElement {
  const callback = CALLBACKS[noun.tag];
  if (callback === undefined || noun.attributes[callback.name]) return noun;
  return { ...noun, attributes: { ...noun.attributes, [callback.name]: ctx.callbackUrl(callback.kind) } };
}

const CALLBACKS: Readonly<Record<string, { readonly name: string; readonly kind: CallbackKind }>> = {
  Stream: { name: 'statusCallback', kind: 'status' },
  Siprec: { name: 'statusCallback', kind: 'status' },
  Transcription: { name: 'statusCallbackUrl', kind: 'transcription' },
  Recording: { name: 'recordingStatusCallback', kind: 'recording' },
};
