import { defineBlock, type StepNote } from '../block.ts';
import { appParameters, readAppParameters } from '../fields/app-parameters.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { element } from '../twiml/element.ts';

/** Turns a call away before it is answered. */
export const reject = defineBlock({
  type: 'reject',
  title: 'Reject',
  term: 'Reject',
  about: 'Turns the call away before it is answered, so that it costs nothing.',
  keywords: ['block', 'spam', 'busy'],
  group: 'end',
  icon: 'phone-missed',
  docs: 'https://www.twilio.com/docs/voice/twiml/reject',
  channels: ['voice'],
  first: true,
  fields: {
    ...attributesOf('Reject', { main: ['reason'] }),
    parameters: appParameters('Reject'),
  },
  exits: () => [],
  summary: (props) =>
    props.reason === 'busy' ? 'The caller hears a busy tone.' : 'The caller hears "not in service".',
  run: (ctx) => {
    const notes: StepNote[] = [];
    const attributes = emitAttributes(ctx.props, 'Reject', { notes });
    return { twiml: [element('Reject', attributes, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Reject');
    const parameters = readAppParameters(element.children, 'Reject');
    return attributes && parameters && { ...attributes, ...parameters };
  },
});
