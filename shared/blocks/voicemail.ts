import { defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import type { VoicemailOutcome } from '../effect.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { number, numberText } from '../fields/number.ts';
import { given } from '../fields/parameters.ts';
import { phone } from '../fields/phone.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { type Prompt, prompts } from '../fields/prompts.ts';
import { sealed } from '../fields/sealed.ts';
import { text } from '../fields/text.ts';
import type { Json } from '../flow/types.ts';
import { element } from '../twiml/element.ts';
import { partiesOf } from './values/parties.ts';
import { isTexted, isTold, LONGEST_WAIT, noticeOf, noticeProblems } from './voicemail/notice.ts';

/** What the block asks Twilio for itself, because the inbox needs it. */
const OURS = [
  ...['action', 'method', 'transcribeCallback'],
  ...['recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'],
];

/** Takes a message for the inbox, and tells somebody of it. */
export const voicemail = defineBlock({
  type: 'voicemail',
  title: 'Voicemail',
  term: 'Record',
  about:
    'Takes a message, keeps it in the Voicemail inbox with what was said, and can tell somebody by text message or webhook.',
  keywords: ['mailbox', 'answering machine', 'leave a message', 'inbox', 'recording', 'transcription'],
  group: 'ask',
  icon: 'inbox',
  docs: 'https://www.twilio.com/docs/voice/twiml/record',
  channels: ['voice'],
  secrets: true,
  fields: {
    greeting: prompts({
      label: 'What callers hear before the beep',
      hint: 'Type {{ to insert a variable',
      initial: [
        { say: 'Please leave your name, your number and a message after the beep. Press pound when you are done.' },
      ],
    }),
    box: text({
      label: 'Mailbox',
      hint: 'The inbox files messages under it',
      initial: 'Main',
      options: { maxLength: 64 },
    }),
    ...initially(
      attributesOf('Record', { except: OURS, main: ['maxLength', 'timeout', 'finishOnKey', 'playBeep', 'transcribe'] }),
      { maxLength: 120, finishOnKey: '#', transcribe: true },
    ),
    minLength: number({
      label: 'Shortest message',
      hint: 'A shorter one counts as none',
      options: { min: 0, max: 60, unit: 's' },
      placeholder: '2',
    }),
    thanks: prompts({
      label: 'What callers hear after the message',
      initial: [{ say: 'Thank you. We will call you back.' }],
    }),
    notifyTo: text({
      label: 'Tell by text message',
      hint: 'Numbers with commas between them, such as +15550100131',
      placeholder: 'Nobody',
      options: { separator: ',', maxItems: 5 },
    }),
    notifyFrom: phone({
      label: 'Text message from',
      hint: 'A number of yours, or a messaging service (MG…)',
      placeholder: 'The number that was called',
      options: { sender: true, service: true },
      when: isTexted,
    }),
    notifyText: text({
      label: 'What it says',
      hint: 'What the caller said and a link to the message follow',
      placeholder: 'New voicemail from whom, and how long it is',
      options: { multiline: true, maxLength: 600, segments: true },
      when: isTexted,
    }),
    webhook: sealed({
      label: 'Tell by webhook',
      hint: 'The message is sent there as JSON, by POST',
      placeholder: 'https://example.com/voicemail',
      options: { url: true, maxLength: 4_000 },
    }),
    waitForText: boolean({
      label: 'Tell them only once it is written down what was said',
      hint: `After ${LONGEST_WAIT} minutes they are told without`,
      initial: true,
      when: (props) => props.transcribe === true && isTold(props),
    }),
  },
  exits: () => [
    { name: 'left', label: 'After the message', ends: true },
    { name: 'empty', label: 'Nothing was said', ends: true },
    { name: 'failed', label: 'It could not be kept', or: 'left' },
  ],
  outputs: () => OUTPUTS,
  summary: (props) => {
    const length = props.maxLength ? `up to ${props.maxLength} s` : 'up to an hour';
    const box = props.box?.trim() ? ` in “${props.box.trim()}”` : '';
    const whom = [props.notifyTo?.trim(), props.webhook?.trim() ? 'a webhook' : ''].filter(Boolean).join(' and ');
    const told = whom === '' ? '' : `; tells ${whom}`;
    return `Keeps a message${box}, ${length}${props.transcribe ? ', written down' : ''}${told}.`;
  },
  check: (props) => noticeProblems(props),
  run: (ctx) => {
    const left = leftOf(ctx.state);
    return left ? keep(ctx, left) : ask(ctx);
  },
  resume: ({ parameters }, ctx) => {
    const results = given(parameters, OUTPUTS);
    const { RecordingUrl = '', RecordingSid = RecordingUrl.split('/').at(-1) ?? '' } = parameters;
    const seconds = Number(parameters.RecordingDuration) || 0;
    const least = Number(numberText(ctx.props.minLength, MIN_LENGTH) ?? LEAST_SECONDS);
    if (!/^RE[0-9a-f]{32}$/i.test(RecordingSid) || seconds < least) return { go: 'empty', results };
    // Once more, so that what is told can name what was recorded.
    return { again: true, state: { recording: RecordingSid, url: RecordingUrl, seconds }, results };
  },
  performed: (outcome, ctx) => {
    const { elements, notes } = promptElements(ctx.props.thanks, ctx);
    const kept = outcome as VoicemailOutcome;
    if (kept.result === 'accepted') return { twiml: elements, go: 'left', notes };
    const message = `The message is not in the inbox: ${kept.reason}`;
    return { go: 'failed', notes: [{ code: 'voicemail-lost', message }] };
  },
});

const OUTPUTS = ['RecordingUrl', 'RecordingSid', 'RecordingDuration', 'Digits'];

const MIN_LENGTH = { min: 0, max: 60 };

/** What is shorter is a breath, or the receiver being put down. */
const LEAST_SECONDS = 2;

type Context = RunContext<{
  readonly greeting?: readonly Prompt[];
  readonly box?: string;
  readonly transcribe?: boolean;
  readonly [name: string]: unknown;
}>;

function ask(ctx: Context): StepResult {
  const { elements, notes: heard } = promptElements(ctx.props.greeting, ctx);
  const notes: StepNote[] = [...heard];
  const attributes = emitAttributes(ctx.props, 'Record', { except: OURS, notes });
  const record = element('Record', {
    ...attributes,
    recordingStatusCallback: ctx.callbackUrl('recording'),
    recordingStatusCallbackEvent: 'completed absent',
    transcribeCallback: ctx.props.transcribe ? ctx.callbackUrl('transcription') : undefined,
    action: ctx.actionUrl,
    method: 'POST',
  });
  return { twiml: [...elements, record], wait: true, notes };
}

interface Left {
  /** RecordingSid. */
  readonly recording: string;
  /** RecordingUrl. */
  readonly url: string;
  readonly seconds: number;
}

function leftOf(state: Json | undefined): Left | undefined {
  const left = state as Partial<Left> | null | undefined;
  if (typeof left?.recording !== 'string') return undefined;
  return { recording: left.recording, url: left.url ?? '', seconds: left.seconds ?? 0 };
}

function keep(ctx: Context, left: Left): StepResult {
  const notes: StepNote[] = [];
  const parties = partiesOf(ctx);
  const notice = noticeOf(ctx, { ...parties, seconds: left.seconds }, notes);
  const box = (ctx.props.box ?? '').trim().slice(0, 64);
  const transcribed = ctx.props.transcribe === true;
  return {
    perform: {
      kind: 'voicemail',
      box,
      ...left,
      from: parties.other,
      to: parties.own,
      transcribed,
      ...(notice && { notice }),
    },
    state: { ...left },
    notes,
  };
}

/** The fields with what a fresh block has in them. */
function initially<F extends Readonly<Record<string, object>>>(fields: F, values: Readonly<Record<string, Json>>): F {
  const filled = Object.entries(fields).map(([name, field]) => [
    name,
    Object.hasOwn(values, name) ? { ...field, initial: values[name] } : field,
  ]);
  return Object.fromEntries(filled) as F;
}
