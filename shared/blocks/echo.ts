import { defineBlock } from '../block.ts';
import { element } from '../twiml/element.ts';

/** Lets callers hear themselves until they hang up. */
export const echo = defineBlock({
  type: 'echo',
  title: 'Echo',
  term: 'Echo',
  about:
    'Plays everything back to the caller until they hang up: a test of the line. Twilio does not document this verb.',
  keywords: ['test', 'latency'],
  group: 'end',
  icon: 'repeat-2',
  docs: null,
  channels: ['voice'],
  fields: {},
  exits: () => [],
  summary: () => 'Callers hear themselves until they hang up.',
  run: () => ({ twiml: [element('Echo')], end: true }),
  read: (verb) => (Object.keys(verb.attributes).length + verb.children.length === 0 ? {} : undefined),
});
