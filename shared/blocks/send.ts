import { type BlockProblem, defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import type { MessageForm, MessageOutcome } from '../effect.ts';
import { messageSummary } from '../fields/message-content.ts';
import { messageOptions, VALIDITY } from '../fields/message-options.ts';
import { numberText } from '../fields/number.ts';
import { phone, phoneProblem } from '../fields/phone.ts';
import { text } from '../fields/text.ts';
import { urls } from '../fields/urls.ts';
import { isHiddenCaller } from '../text/hidden-callers.ts';
import { messageErrorWords, messageFailure } from '../text/message-errors.ts';
import { partiesOf } from './values/parties.ts';

/** Sends a message through Twilio's REST API, and goes on by what came of it. */
export const send = defineBlock({
  type: 'send',
  title: 'Send a message',
  verbs: () => [],
  about:
    'Sends a text message, to the caller or anybody else, and goes on by whether Twilio took it. Unlike Text message and Text reply it uses the REST API: it works in calls and conversations, knows who has opted out, and the log shows when the message arrived.',
  keywords: ['sms', 'mms', 'whatsapp', 'text', 'notify', 'message'],
  group: 'data',
  icon: 'send',
  docs: 'https://www.twilio.com/docs/messaging/api/message-resource',
  fields: {
    to: phone({
      label: 'To',
      term: 'To',
      placeholder: 'Whoever calls or writes',
      options: { channel: true },
    }),
    from: phone({
      label: 'From',
      term: 'From',
      hint: 'A number of yours, or a messaging service (MG…)',
      placeholder: 'The number that was called',
      options: { sender: true, service: true },
    }),
    body: text({
      label: 'Text of the message',
      term: 'Body',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1600, segments: true, spoken: true },
      initial: 'Thank you for calling.',
    }),
    media: urls({ label: 'Pictures and other files', term: 'MediaUrl', options: { max: 10 } }),
    ...messageOptions,
  },
  exits: () => [
    { name: 'sent', label: 'Twilio took it', ends: true },
    { name: 'optedOut', label: 'They opted out', or: 'failed' },
    { name: 'notReachable', label: 'Number gets no messages', or: 'failed' },
    { name: 'failed', label: 'It could not be sent' },
  ],
  outputs: () => ['MessageSid', 'MessageStatus', 'ErrorCode'],
  summary: (props) => {
    const what = messageSummary(props) || (props.contentSid?.trim() ? 'a content template' : '');
    if (what === '') return 'Sends nothing yet';
    return props.to?.trim() ? `Sends ${what} to ${props.to.trim()}` : `Sends ${what}`;
  },
  check: (props) => (props.body?.trim() || props.media?.length || props.contentSid?.trim() ? [] : [EMPTY]),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const { to, from } = endsOf(ctx);
    const content = contentOf(ctx, notes);
    if (content === undefined) {
      return fail('failed', [
        ...notes,
        { code: 'empty-message', message: 'The message has no text and was not sent.', field: 'body' },
      ]);
    }
    if (!isReachable(to)) {
      const message =
        to === '' ? 'There is nobody to send to.' : `“${to.slice(0, 60)}” gets no messages; nothing was sent.`;
      return fail('notReachable', [...notes, { code: 'no-recipient', message, field: 'to' }]);
    }
    if (from === '') return fail('failed', [...notes, NO_SENDER]);
    const sender = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from };
    return { perform: { kind: 'message', form: { To: to, ...sender, ...content } }, notes };
  },
  performed: (outcome) => left(outcome as MessageOutcome),
});

const EMPTY: BlockProblem = {
  code: 'missing-value',
  severity: 'error',
  message: 'Write a text or add a file to send.',
  field: 'body',
};

const NO_SENDER: StepNote = { code: 'no-sender', message: 'There is no number to send from.', field: 'from' };

type Exit = 'sent' | 'optedOut' | 'notReachable' | 'failed';

function fail(go: Exit, notes: readonly StepNote[], code?: number): StepResult {
  return { go, results: { MessageStatus: 'failed', ...(code !== undefined && { ErrorCode: String(code) }) }, notes };
}

function left(outcome: MessageOutcome): StepResult {
  if (outcome.result === 'accepted') {
    return { go: 'sent', results: { MessageSid: outcome.sid, MessageStatus: outcome.status } };
  }
  if (outcome.result === 'unknown') {
    const message = `It is not known whether the message was sent, so it is not sent again: ${outcome.reason}`;
    return { go: 'failed', results: { MessageStatus: 'unknown' }, notes: [{ code: 'message-unknown', message }] };
  }
  const { code, reason } = outcome;
  const words = code === undefined ? undefined : messageErrorWords(code);
  const message = words === undefined ? reason : `The message was not sent: ${words} (${code}).`;
  return fail(messageFailure(code), [{ code: 'message-refused', message }], code);
}

type Context = RunContext<{
  readonly to?: string;
  readonly from?: string;
  readonly body?: string;
  readonly media?: readonly string[];
}>;

/** Whom and from what, where nothing else is said. */
function endsOf(ctx: Context): { readonly to: string; readonly from: string } {
  const { other, own } = partiesOf(ctx);
  return { to: ctx.props.to?.trim() || other, from: ctx.props.from?.trim() || own };
}

/** Callers may hide their number, or be no phone at all; Twilio need not be asked about them. */
function isReachable(to: string): boolean {
  return !isHiddenCaller(to) && phoneProblem(to, { channel: true }) === undefined;
}

type Content = Omit<MessageForm, 'To' | 'From' | 'MessagingServiceSid'>;

/** What is sent, with the options that are set; undefined where there is nothing to send. */
function contentOf({ props }: RunContext<Readonly<Record<string, unknown>>>, notes: StepNote[]): Content | undefined {
  const { body, media = [], contentSid, contentVariables, validityPeriod } = props as Props;
  const files = media.map((address) => address.trim()).filter((address) => address !== '');
  const template = contentSid?.trim();
  if (!body?.trim() && files.length === 0 && !template) return undefined;
  const validity = validityPeriod === undefined || validityPeriod === '' ? '' : numberText(validityPeriod, VALIDITY);
  if (validity === undefined) {
    const message = `"${String(validityPeriod).slice(0, 40)}" is no number of seconds; the message may wait as long as Twilio lets it.`;
    notes.push({ code: 'bad-value', message, field: 'validityPeriod' });
  }
  return {
    ...(body?.trim() && { Body: body }),
    ...(files.length > 0 && { MediaUrl: files }),
    ...(template && { ContentSid: template, ...(contentVariables?.trim() && { ContentVariables: contentVariables }) }),
    ...(validity && { ValidityPeriod: Number(validity) }),
    ...chosen(props),
  };
}

interface Props {
  readonly body?: string;
  readonly media?: readonly string[];
  readonly contentSid?: string;
  readonly contentVariables?: string;
  readonly validityPeriod?: number | string;
}

/** Options that are passed on as they are set. */
function chosen(props: Readonly<Record<string, unknown>>): Partial<Content> {
  return Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = props[name.charAt(0).toLowerCase() + name.slice(1)];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

const PASSED = ['SmartEncoded', 'ShortenUrls', 'SendAsMms', 'ContentRetention', 'AddressRetention', 'RiskCheck'];
