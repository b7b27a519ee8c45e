import { defineBlock, type StepNote } from '../block.ts';
import { appParameters, readAppParameters } from '../fields/app-parameters.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { element } from '../twiml/element.ts';

/** Ends the wait in a queue; https://www.twilio.com/docs/voice/twiml/leave */
export const leave = defineBlock({
  type: 'leave',
  title: 'Leave the queue',
  term: 'Leave',
  about: 'Takes the caller who hears this while waiting out of the queue; the call goes on where the queue says.',
  keywords: ['queue', 'stop waiting'],
  group: 'connect',
  icon: 'log-out',
  docs: 'https://www.twilio.com/docs/voice/twiml/leave',
  channels: ['voice'],
  fields: {
    parameters: appParameters('Leave'),
  },
  exits: () => [],
  summary: () => 'The caller stops waiting.',
  run: (ctx) => {
    const notes: StepNote[] = [];
    return { twiml: [element('Leave', {}, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: ({ attributes, children }) =>
    Object.keys(attributes).length > 0 ? undefined : readAppParameters(children, 'Leave'),
});
