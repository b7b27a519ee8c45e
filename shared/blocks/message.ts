import { defineBlock, type StepNote } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
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
  summary: (props) => {
    const files = props.media?.length ?? 0;
    const attached = files === 0 ? '' : `${files} ${files === 1 ? 'file' : 'files'}`;
    return (
      [props.body?.trim() ? `“${props.body.trim()}”` : '', attached].filter(Boolean).join(' and ') ||
      'Sends nothing yet'
    );
  },
  check: (props) =>
    props.body?.trim() || props.media?.length
      ? []
      : [{ code: 'missing-value', severity: 'error', message: 'Write a text or add a file to send.', field: 'body' }],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const body = ctx.props.body?.trim() ? ctx.props.body : '';
    const media = (ctx.props.media ?? []).filter((address) => address.trim() !== '');
    if (body === '' && media.length === 0) {
      notes.push({ code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' });
      return { go: 'next', notes };
    }
    const attributes = emitAttributes(ctx.props, 'Message', { document: 'messaging', notes });
    const children = [
      ...(body === '' ? [] : [element('Body', {}, body)]),
      ...media.map((address) => element('Media', {}, address.trim())),
    ];
    return { twiml: [element('Message', attributes, ...children)], go: 'next', notes };
  },
});
