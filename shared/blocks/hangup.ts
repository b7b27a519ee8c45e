import { defineBlock } from '../block.ts';
import { element } from '../twiml/element.ts';

/** Ends the call. */
export const hangup = defineBlock({
  type: 'hangup',
  title: 'Hang up',
  term: 'Hangup',
  about: 'Ends the call.',
  group: 'end',
  icon: 'phone-off',
  docs: 'https://www.twilio.com/docs/voice/twiml/hangup',
  channels: ['voice'],
  fields: {},
  exits: () => [],
  summary: () => 'Ends the call.',
  run: () => ({ twiml: [element('Hangup')], end: true }),
  read: () => ({}),
});
