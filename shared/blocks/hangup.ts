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
  keywords: ['hang up', 'end', 'goodbye'],
  group: 'end',
  icon: 'phone-off',
  docs: 'https://www.twilio.com/docs/voice/twiml/hangup',
  channels: ['voice'],
  fields: {
    parameters: nouns({
      label: 'Values for whoever called this app',
      term: 'Parameter',
      hint: 'Come back to the Dial that called it as an Application',
      group: 'more',
      options: { parent: 'Hangup', tags: ['Parameter'] },
    }),
  },
  exits: () => [],
  summary: () => 'Ends the call.',
  run: (ctx) => {
    const notes: StepNote[] = [];
    return { twiml: [element('Hangup', {}, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: (element) => {
    const parameters = readNouns(element.children, { parent: 'Hangup' });
    if (parameters === undefined || Object.keys(element.attributes).length > 0) return undefined;
    return parameters.length > 0 ? { parameters } : {};
  },
});
