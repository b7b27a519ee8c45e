import { defineBlock, type StepNote } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { messageChildren, messageSummary } from '../fields/message-content.ts';
import { text } from '../fields/text.ts';
import { urls } from '../fields/urls.ts';
import { element } from '../twiml/element.ts';

/** Answers a message with another one. */
export const message = defineBlock({
  type: 'message',
  title: 'Text reply',
  term: 'Message',
  about: 'Answers an incoming message with text, pictures or both.',
  group: 'talk',
  icon: 'message-circle',
  docs: 'https://www.twilio.com/docs/messaging/twiml/message',
  channels: ['messaging'],
  fields: {
    body: text({
      label: 'Text of the message',
      term: 'Body',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1599 },
      initial: 'Thank you for your message.',
    }),
    media: urls({ label: 'Pictures and other files', term: 'Media', options: { max: 10 } }),
    ...attributesOf('Message', { document: 'messaging', main: ['to'] }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => messageSummary(props) || 'Sends nothing yet',
  check: (props) =>
    props.body?.trim() || props.media?.length
      ? []
      : [{ code: 'missing-value', severity: 'error', message: 'Write a text or add a file to send.', field: 'body' }],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const children = messageChildren(ctx.props);
    if (children.length === 0) {
      notes.push({ code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' });
      return { go: 'next', notes };
    }
    const attributes = emitAttributes(ctx.props, 'Message', { document: 'messaging', notes });
    return { twiml: [element('Message', attributes, ...children)], go: 'next', notes };
  },
});
