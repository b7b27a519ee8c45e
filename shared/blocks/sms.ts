import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { type AfterOptions, afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { literal } from '../template/literal.ts';
import { element } from '../twiml/element.ts';

// Without an action Twilio goes on with the next verb at once: https://www.twilio.com/docs/voice/twiml/sms
const AFTER = { usual: 'next' } as const satisfies AfterOptions;
const ACTION = ['action', 'method'];

/** Sends a text message during a call, by Twilio's old verb. */
export const sms = defineBlock({
  type: 'sms',
  title: 'Text message',
  term: 'Sms',
  about: 'Sends the caller a text message while the call goes on. Twilio calls this verb outdated but still runs it.',
  keywords: ['sms', 'text'],
  group: 'data',
  icon: 'message-square',
  docs: 'https://www.twilio.com/docs/voice/twiml/sms',
  channels: ['voice'],
  fields: {
    body: text({
      label: 'Text of the message',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1600, spoken: true },
      required: true,
      initial: 'Thank you for calling.',
    }),
    ...attributesOf('Sms', { except: ACTION, main: ['to', 'from'] }),
    ...afterFields('Sms', { ...AFTER, next: 'Go on at once' }),
  },
  exits: (props) =>
    afterOf(props, AFTER.usual) === 'exits'
      ? [
          { name: 'sent', label: 'It was sent' },
          { name: 'failed', label: 'It could not be sent' },
        ]
      : [{ name: 'next', label: 'Then', ends: true }],
  outputs: (props) => (afterOf(props, AFTER.usual) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props, AFTER.usual) === 'exits',
  summary: (props) => (props.body?.trim() ? `Sends “${props.body.trim()}”` : 'Sends nothing yet'),
  check: () => [LEGACY],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props, AFTER.usual) === 'exits';
    const body = ctx.props.body?.trim() ? ctx.props.body : '';
    if (body === '') {
      notes.push({ code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' });
      return { go: waits ? 'failed' : 'next', notes };
    }
    const attributes = emitAttributes(ctx.props, 'Sms', { except: ACTION, notes });
    const twiml = [element('Sms', { ...attributes, ...afterAttributes(ctx, 'Sms', AFTER) }, body)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    return { go: FAILED.includes(parameters.SmsStatus ?? '') ? 'failed' : 'sent', results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Sms');
    const body = textOf(element.children);
    if (attributes === undefined || !body) return undefined;
    return { body: literal(body), ...attributes, ...readAfter(attributes, AFTER.usual) };
  },
});

const OUTPUTS = ['SmsSid', 'SmsStatus'];

/** What SmsStatus says of a message that was refused: https://www.twilio.com/docs/voice/twiml/sms */
const FAILED = ['invalid', 'failed'];

const LEGACY: BlockProblem = {
  code: 'legacy-verb',
  severity: 'warning',
  message: 'Twilio keeps the Sms verb for old accounts only; test it with your number before you rely on it.',
};
