import { defineBlock } from '../block.ts';
import { element } from '../twiml/element.ts';

/** Ends the wait in a queue; https://www.twilio.com/docs/voice/twiml/leave */
export const leave = defineBlock({
  type: 'leave',
  title: 'Leave the queue',
  term: 'Leave',
  about: 'Takes the caller who hears this while waiting out of the queue; the call goes on where the queue says.',
  group: 'connect',
  icon: 'log-out',
  docs: 'https://www.twilio.com/docs/voice/twiml/leave',
  channels: ['voice'],
  fields: {},
  exits: () => [],
  summary: () => 'The caller stops waiting.',
  run: () => ({ twiml: [element('Leave')], end: true }),
  read: (element) => (element.children.length === 0 && Object.keys(element.attributes).length === 0 ? {} : undefined),
});
