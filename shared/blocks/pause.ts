import { defineBlock } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { element } from '../twiml/element.ts';

/** Waits in silence. */
export const pause = defineBlock({
  type: 'pause',
  title: 'Pause',
  term: 'Pause',
  about: 'Lets the caller wait in silence for some seconds.',
  keywords: ['wait', 'silence', 'delay'],
  group: 'talk',
  icon: 'pause',
  docs: 'https://www.twilio.com/docs/voice/twiml/pause',
  channels: ['voice'],
  fields: attributesOf('Pause', { main: ['length'] }),
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => `${props.length || 1} s of silence`,
  run: (ctx) => {
    const notes: { code: string; message: string; field?: string }[] = [];
    return { twiml: [element('Pause', emitAttributes(ctx.props, 'Pause', { notes }))], go: 'next', notes };
  },
  read: (element) => readAttributes(element, 'Pause'),
});
