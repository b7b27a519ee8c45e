import { defineBlock } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { given } from '../fields/parameters.ts';
import { element } from '../twiml/element.ts';

/** Records the caller. */
export const record = defineBlock({
  type: 'record',
  title: 'Record',
  term: 'Record',
  about: 'Records what the caller says, such as a message for later.',
  group: 'ask',
  icon: 'voicemail',
  docs: 'https://www.twilio.com/docs/voice/twiml/record',
  channels: ['voice'],
  fields: {
    ...attributesOf('Record', {
      except: ['action', 'method'],
      main: ['maxLength', 'timeout', 'finishOnKey', 'playBeep', 'transcribe'],
    }),
    logRecording: boolean({
      label: "Note in the call's log when the recording is ready",
      term: 'recordingStatusCallback',
      initial: true,
      options: { default: false },
    }),
  },
  exits: () => [
    { name: 'recorded', label: 'After the message' },
    { name: 'silence', label: 'Nothing was recorded', ends: true },
    { name: 'hungUp', label: 'The caller hung up', ends: true },
  ],
  outputs: () => OUTPUTS,
  summary: (props) => {
    const length = props.maxLength ? `Up to ${props.maxLength} s` : 'Up to an hour';
    const key = props.finishOnKey === 'none' ? 'no key stops it' : `stops at ${props.finishOnKey || 'any key'}`;
    return `${length}, ${key}${props.transcribe ? ', written down' : ''}.`;
  },
  check: (props) =>
    props.transcribe && Number(props.maxLength || 3600) > 120
      ? [
          {
            code: 'transcribe-too-long',
            severity: 'warning',
            message: 'Only recordings of at most 120 seconds are written down. Set the longest recording to 120.',
            field: 'maxLength',
          },
        ]
      : [],
  run: (ctx) => {
    const notes: { code: string; message: string; field?: string }[] = [];
    const attributes = emitAttributes(ctx.props, 'Record', { notes });
    const { transcribe, logRecording } = ctx.props;
    const twiml = element('Record', {
      ...attributes,
      recordingStatusCallback:
        attributes.recordingStatusCallback ?? (logRecording ? ctx.callbackUrl('recording') : undefined),
      transcribeCallback: attributes.transcribeCallback ?? (transcribe ? ctx.callbackUrl('transcription') : undefined),
      action: ctx.actionUrl,
      method: 'POST',
    });
    return { twiml: [twiml], wait: true, notes };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    if (parameters.Digits === 'hangup') return { go: 'hungUp', results };
    return { go: parameters.RecordingUrl ? 'recorded' : 'silence', results };
  },
});

const OUTPUTS = ['RecordingUrl', 'RecordingSid', 'RecordingDuration', 'Digits'];
