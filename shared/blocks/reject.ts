import { defineBlock } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { element } from '../twiml/element.ts';

/** Turns a call away before it is answered. */
export const reject = defineBlock({
  type: 'reject',
  title: 'Reject',
  term: 'Reject',
  about: 'Turns the call away before it is answered, so that it costs nothing.',
  group: 'end',
  icon: 'phone-missed',
  docs: 'https://www.twilio.com/docs/voice/twiml/reject',
  channels: ['voice'],
  first: true,
  fields: attributesOf('Reject', { main: ['reason'] }),
  exits: () => [],
  summary: (props) =>
    props.reason === 'busy' ? 'The caller hears a busy tone.' : 'The caller hears "not in service".',
  run: (ctx) => ({ twiml: [element('Reject', emitAttributes(ctx.props, 'Reject'))], end: true }),
  read: (element) => readAttributes(element, 'Reject'),
});
