import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { element } from '../twiml/element.ts';

const ACTION = ['action', 'method'];

/** Records the caller. */
export const record = defineBlock({
  type: 'record',
  title: 'Record',
  term: 'Record',
  about: 'Records what the caller says, such as a message for later.',
  keywords: ['voicemail', 'recording', 'answering machine'],
  group: 'ask',
  icon: 'voicemail',
  docs: 'https://www.twilio.com/docs/voice/twiml/record',
  channels: ['voice'],
  fields: {
    ...attributesOf('Record', {
      except: ACTION,
      main: ['maxLength', 'timeout', 'finishOnKey', 'playBeep', 'transcribe'],
    }),
    logRecording: boolean({
      label: "Note in the call's log when the recording is ready",
      term: 'recordingStatusCallback',
      initial: true,
      options: { default: false },
    }),
    ...afterFields('Record', { next: 'Send the recording to the address this document came from' }),
  },
  exits: (props) =>
    afterOf(props) === 'exits'
      ? [
          { name: 'recorded', label: 'After the message' },
          { name: 'silence', label: 'Nothing was recorded', ends: true },
          { name: 'hungUp', label: 'The caller hung up', ends: true },
        ]
      : [{ name: 'next', label: 'Nothing was recorded', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => {
    const length = props.maxLength ? `Up to ${props.maxLength} s` : 'Up to an hour';
    const key = props.finishOnKey === 'none' ? 'no key stops it' : `stops at ${props.finishOnKey || 'any key'}`;
    return `${length}, ${key}${props.transcribe ? ', written down' : ''}.`;
  },
  check: (props) => (afterOf(props) === 'next' ? [NO_ACTION] : []),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const attributes = emitAttributes(ctx.props, 'Record', { except: ACTION, notes });
    const { transcribe, logRecording } = ctx.props;
    const recorded = logRecording ? ctx.callbackUrl('recording') : undefined;
    const written = transcribe && waits ? ctx.callbackUrl('transcription') : undefined;
    const twiml = [
      element('Record', {
        ...attributes,
        recordingStatusCallback: attributes.recordingStatusCallback ?? recorded,
        transcribeCallback: attributes.transcribeCallback ?? written,
        ...afterAttributes(ctx, 'Record'),
      }),
    ];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    if (parameters.Digits === 'hangup') return { go: 'hungUp', results };
    return { go: parameters.RecordingUrl ? 'recorded' : 'silence', results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Record');
    return attributes && { ...attributes, ...readAfter(attributes) };
  },
});

const OUTPUTS = ['RecordingUrl', 'RecordingSid', 'RecordingDuration', 'Digits'];

/** The default of `action`: https://www.twilio.com/docs/voice/twiml/record#action */
const NO_ACTION: BlockProblem = {
  code: 'no-action',
  severity: 'warning',
  message:
    'Twilio asks the address this document came from what is next, and this flow does not go on there. Go on by what happened instead.',
  field: 'after',
};
