import { defineBlock, type StepNote } from '../block.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nouns } from '../fields/nouns.ts';
import { readNouns } from '../fields/read-nouns.ts';
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
  fields: {
    parameters: nouns({
      label: 'Values handed on',
      term: 'Parameter',
      hint: 'Custom values that Twilio passes on as the call ends',
      group: 'more',
      options: { parent: 'Hangup' },
    }),
  },
  exits: () => [],
  summary: () => 'Ends the call.',
  run: (ctx) => {
    const notes: StepNote[] = [];
    return { twiml: [element('Hangup', {}, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: ({ children }) => {
    const parameters = readNouns(children, { parent: 'Hangup' });
    return parameters && (parameters.length > 0 ? { parameters } : {});
  },
});
