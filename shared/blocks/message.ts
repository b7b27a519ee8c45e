import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { type AfterOptions, afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { messageChildren, messageSummary } from '../fields/message-content.ts';
import type { Noun } from '../fields/noun.ts';
import { nounElements } from '../fields/noun-elements.ts';
import { nouns } from '../fields/nouns.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readNouns } from '../fields/read-nouns.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { urls } from '../fields/urls.ts';
import { literal } from '../template/literal.ts';
import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';

// Without an action Twilio goes on with the next verb at once: https://www.twilio.com/docs/messaging/twiml/message
const AFTER = { document: 'messaging', usual: 'next' } as const satisfies AfterOptions;
const ACTION = ['action', 'method'];

/** Answers a message with another one. */
export const message = defineBlock({
  type: 'message',
  title: 'Text reply',
  term: 'Message',
  about: 'Answers an incoming message with text, pictures or both.',
  keywords: ['sms', 'mms', 'whatsapp', 'text'],
  group: 'talk',
  icon: 'message-circle',
  docs: 'https://www.twilio.com/docs/messaging/twiml/message',
  channels: ['messaging'],
  fields: {
    body: text({
      label: 'Text of the message',
      term: 'Body',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1599, spoken: true },
      initial: 'Thank you for your message.',
    }),
    media: urls({ label: 'Pictures and other files', term: 'Media', options: { max: 10 } }),
    ...attributesOf('Message', { document: 'messaging', except: ACTION, main: ['to'] }),
    plain: boolean({
      label: 'Write the text without a Body around it',
      term: 'Body',
      group: 'more',
      options: { default: false },
      when: (props) => !hasItems(props.media) && !hasItems(props.parts),
    }),
    parts: nouns({
      label: 'Further texts and files',
      hint: 'In this order, behind the text and the files above; several texts become one',
      group: 'more',
      options: { parent: 'Message', tags: ['Body', 'Media'], document: 'messaging' },
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
  summary: (props) => {
    const parts = props.parts ?? [];
    const textsOf = (tag: string): string[] => parts.flatMap((part) => (part.tag === tag ? [part.text ?? ''] : []));
    const body = [props.body ?? '', ...textsOf('Body')].join('');
    return messageSummary({ body, media: [...(props.media ?? []), ...textsOf('Media')] }) || 'Sends nothing yet';
  },
  check: (props) => (props.body?.trim() || hasItems(props.media) || hasItems(props.parts) ? [] : [EMPTY]),
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
  readonly parts?: readonly Noun[];
}

function hasItems(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

/** What stands in the Message: the text, the files, what else there is; text beside anything needs a Body around it. */
function content({ body = '', plain, media = [], parts = [] }: Content): readonly TwimlNode[] {
  const rest = [...messageChildren({ media }), ...nounElements(parts)];
  const words = body.trim() === '' ? [] : [plain && rest.length === 0 ? body : element('Body', {}, body)];
  return [...words, ...rest];
}

function readContent(children: readonly TwimlNode[]): Content | undefined {
  const text = textOf(children);
  if (text !== undefined) return { body: literal(text), plain: true };
  const [first, ...rest] = children.map((child) => (typeof child === 'string' ? undefined : child));
  const body = first?.tag === 'Body' && bare(first) ? textOf(first.children) : undefined;
  const files = (body === undefined ? [first, ...rest] : rest).map((child) =>
    child?.tag === 'Media' && bare(child) ? textOf(child.children) : undefined,
  );
  if (files.every((address) => address !== undefined && address.trim() === address)) {
    const media = files.map((address) => literal(address ?? ''));
    return { ...(body !== undefined && { body: literal(body) }), ...(media.length > 0 && { media }) };
  }
  const parts = readNouns(children, { parent: 'Message', document: 'messaging' });
  return parts && { parts };
}

function bare({ attributes }: TwimlElement): boolean {
  return Object.keys(attributes).length === 0;
}
