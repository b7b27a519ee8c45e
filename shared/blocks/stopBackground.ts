import { defineBlock, type StepNote } from '../block.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nounsSummary } from '../fields/noun-summary.ts';
import { nouns } from '../fields/nouns.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { element } from '../twiml/element.ts';

/** Stops what was started beside the call, by its name. */
export const stopBackground = defineBlock({
  type: 'stopBackground',
  title: 'Stop in the background',
  term: 'Stop',
  about: 'Stops a stream, recording or transcription that was started in the background, by the name it was given.',
  keywords: ['recording', 'media stream', 'transcription', 'siprec'],
  group: 'data',
  icon: 'square-stop',
  docs: 'https://www.twilio.com/docs/voice/twiml/stream',
  channels: ['voice'],
  fields: {
    nouns: nouns({
      label: 'What to stop',
      hint: 'The same kind and name as where it was started; nothing else is needed.',
      options: { parent: 'Stop', max: 1 },
      required: true,
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => (props.nouns?.length ? `Stops ${nounsSummary(props.nouns)}` : 'Stops nothing yet'),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const children = nounElements(ctx.props.nouns, notes);
    return { twiml: [element('Stop', {}, ...children)], go: 'next', notes };
  },
  read: (verb) => {
    const found = readNouns(verb.children, { parent: 'Stop' });
    return found && { ...(found.length > 0 && { nouns: found }) };
  },
});
