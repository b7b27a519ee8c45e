import { defineBlock, type StepNote } from '../block.ts';
import { appParameters, readAppParameters } from '../fields/app-parameters.ts';
import { nounElements } from '../fields/noun-elements.ts';
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
    parameters: appParameters('Hangup'),
  },
  exits: () => [],
  summary: () => 'Ends the call.',
  run: (ctx) => {
    const notes: StepNote[] = [];
    return { twiml: [element('Hangup', {}, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: ({ attributes, children }) =>
    Object.keys(attributes).length > 0 ? undefined : readAppParameters(children, 'Hangup'),
});
