import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { type AfterOptions, afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { messageChildren, messageSummary } from '../fields/message-content.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { urls } from '../fields/urls.ts';
import { literal } from '../template/literal.ts';
import { element, type TwimlNode } from '../twiml/element.ts';

// Without an action Twilio goes on with the next verb at once: https://www.twilio.com/docs/messaging/twiml/message
const AFTER = { document: 'messaging', usual: 'next' } as const satisfies AfterOptions;
const ACTION = ['action', 'method'];

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
    ...attributesOf('Message', { document: 'messaging', except: ACTION, main: ['to'] }),
    plain: boolean({
      label: 'Write the text without a Body around it',
      term: 'Body',
      group: 'more',
      options: { default: false },
      when: (props) => !hasFiles(props.media),
    }),
    ...afterFields('Message', { ...AFTER, next: 'Go on at once' }),
  },
  exits: (props) =>
    waits(props)
      ? [
          { name: 'sent', label: 'It was sent' },
          { name: 'failed', label: 'It could not be sent' },
        ]
      : [{ name: 'next', label: 'Then', ends: true }],
  outputs: (props) => (waits(props) ? OUTPUTS : []),
  waits: (props) => waits(props),
  summary: (props) => messageSummary(props) || 'Sends nothing yet',
  check: (props) => (props.body?.trim() || props.media?.length ? [] : [EMPTY]),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const children = content(ctx.props);
    if (children.length === 0) {
      notes.push({ code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' });
      return { go: waits(ctx.props) ? 'failed' : 'next', notes };
    }
    const attributes = emitAttributes(ctx.props, 'Message', { document: 'messaging', except: ACTION, notes });
    const twiml = [element('Message', { ...attributes, ...afterAttributes(ctx, 'Message', AFTER) }, ...children)];
    return waits(ctx.props) ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    return { go: FAILED.includes(parameters.MessageStatus ?? '') ? 'failed' : 'sent', results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Message', { document: 'messaging' });
    const said = readContent(element.children);
    return attributes && said && { ...said, ...attributes, ...readAfter(attributes, AFTER.usual) };
  },
});

const OUTPUTS = ['MessageSid', 'MessageStatus'];

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const FAILED = ['failed', 'undelivered'];

const EMPTY: BlockProblem = {
  code: 'missing-value',
  severity: 'error',
  message: 'Write a text or add a file to send.',
  field: 'body',
};

function waits(props: Readonly<Record<string, unknown>>): boolean {
  return afterOf(props, AFTER.usual) === 'exits';
}

interface Content {
  readonly body?: string;
  readonly plain?: boolean;
  readonly media?: readonly string[];
}

function hasFiles(media: unknown): boolean {
  return Array.isArray(media) && media.length > 0;
}

/** What stands in the Message; text beside files needs a Body around it. */
function content(props: Content): readonly TwimlNode[] {
  const { body = '', plain } = props;
  return plain && body.trim() !== '' && !hasFiles(props.media) ? [body] : messageChildren(props);
}

function readContent(children: readonly TwimlNode[]): Content | undefined {
  const [first, ...rest] = children;
  const isText = typeof first === 'string';
  const hasBody = isText || first?.tag === 'Body';
  const body = isText ? first : first?.tag === 'Body' ? textOf(first.children) : '';
  const media = (hasBody ? rest : children).map((child) =>
    typeof child !== 'string' && child.tag === 'Media' ? textOf(child.children) : undefined,
  );
  if (body === undefined || !media.every((address) => address !== undefined)) return undefined;
  return {
    ...(hasBody && { body: literal(body) }),
    ...(isText && { plain: true }),
    ...(media.length > 0 && { media: media.map(literal) }),
  };
}
