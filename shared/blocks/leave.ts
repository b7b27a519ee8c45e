import { defineBlock, type StepNote } from '../block.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nouns } from '../fields/nouns.ts';
import { readNouns } from '../fields/read-nouns.ts';
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
    parameters: nouns({
      label: 'Values for whoever called this app',
      term: 'Parameter',
      hint: 'Come back to the Dial that called it as an Application',
      group: 'more',
      options: { parent: 'Leave', tags: ['Parameter'] },
    }),
  },
  exits: () => [],
  summary: () => 'The caller stops waiting.',
  run: (ctx) => {
    const notes: StepNote[] = [];
    return { twiml: [element('Leave', {}, ...nounElements(ctx.props.parameters, notes))], end: true, notes };
  },
  read: (element) => {
    const parameters = readNouns(element.children, { parent: 'Leave' });
    if (parameters === undefined || Object.keys(element.attributes).length > 0) return undefined;
    return parameters.length > 0 ? { parameters } : {};
  },
});
