import { defineBlock, type StepNote } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { text } from '../fields/text.ts';
import { element } from '../twiml/element.ts';

/** Sends a text message during a call, by Twilio's old verb. */
export const sms = defineBlock({
  type: 'sms',
  title: 'Text message',
  term: 'Sms',
  about: 'Sends the caller a text message while the call goes on. Twilio calls this verb outdated but still runs it.',
  group: 'data',
  icon: 'message-square',
  docs: 'https://www.twilio.com/docs/voice/twiml/sms',
  channels: ['voice'],
  fields: {
    body: text({
      label: 'Text of the message',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1600 },
      required: true,
      initial: 'Thank you for calling.',
    }),
    ...attributesOf('Sms', { main: ['to', 'from'] }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => (props.body?.trim() ? `Sends “${props.body.trim()}”` : 'Sends nothing yet'),
  check: (props) => [
    {
      code: 'legacy-verb',
      severity: 'warning',
      message: 'Twilio keeps the Sms verb for old accounts only; test it with your number before you rely on it.',
    },
    ...((props as { action?: string }).action?.trim()
      ? [
          {
            code: 'flow-leaves',
            severity: 'warning',
            message: 'With an action address Twilio goes on there and leaves this flow.',
            field: 'action',
          } as const,
        ]
      : []),
  ],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const body = ctx.props.body?.trim() ? ctx.props.body : '';
    if (body === '') {
      notes.push({ code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' });
      return { go: 'next', notes };
    }
    return { twiml: [element('Sms', emitAttributes(ctx.props, 'Sms', { notes }), body)], go: 'next', notes };
  },
});
