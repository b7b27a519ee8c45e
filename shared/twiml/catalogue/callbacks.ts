import { attribute } from './attribute.ts';
import type { AttributeNeed, AttributeSpec } from './types.ts';

const DETECTION: AttributeNeed = { attribute: 'machineDetection' };

/** Attributes that have an effect under one condition. */
export function needing(attributes: readonly AttributeSpec[], needs: AttributeNeed): readonly AttributeSpec[] {
  return attributes.map((spec) => ({ ...spec, needs: spec.needs ?? needs }));
}

/** Groups of attributes that many elements share. */
export const callbacks = {
  /** Where progress of a dialled leg is reported. */
  leg: (events: readonly string[] = ['initiated', 'ringing', 'answered', 'completed']): readonly AttributeSpec[] => [
    attribute.url('statusCallback', 'URL told about the progress of this call leg.'),
    attribute.method('statusCallbackMethod', 'statusCallback'),
    attribute.someOf('statusCallbackEvent', events, 'Which steps to report; without it only the end is reported.', {
      default: 'completed',
    }),
  ],
  /** TwiML run on the called leg before the parties are joined. */
  screening: [
    attribute.url('url', 'TwiML for the called party before joining: Play, Say, Gather, Hangup; never Dial (13201).', {
      runs: 'screening',
    }),
    attribute.method('method', 'url'),
  ] as readonly AttributeSpec[],
  recording: [
    attribute.url('recordingStatusCallback', 'URL told when the recording is ready; better absolute (11200).'),
    attribute.method('recordingStatusCallbackMethod', 'recordingStatusCallback'),
    attribute.someOf(
      'recordingStatusCallbackEvent',
      ['in-progress', 'completed', 'absent'],
      'Which recording events to report.',
      {
        default: 'completed',
      },
    ),
  ] as readonly AttributeSpec[],
  recordingConfiguration: attribute.text('recordingConfigurationId', 'Id of a stored recording configuration.'),
  /** Answering machine detection on a dialled leg. */
  machineDetection: [
    attribute.oneOf(
      'machineDetection',
      ['Enable', 'DetectMessageEnd'],
      'Detect answering machines; DetectMessageEnd waits for the greeting to end.',
    ),
    attribute.integer('machineDetectionTimeout', 'How long to try to tell person from machine.', {
      default: 30,
      min: 3,
      max: 60,
      needs: DETECTION,
      unit: 's',
    }),
    attribute.integer('machineDetectionSpeechThreshold', 'Speech longer than this counts as a machine.', {
      default: 2400,
      min: 1000,
      max: 6000,
      needs: DETECTION,
      unit: 'ms',
    }),
    attribute.integer('machineDetectionSpeechEndThreshold', 'Silence after speech that counts as its end.', {
      default: 1200,
      min: 500,
      max: 5000,
      needs: DETECTION,
      unit: 'ms',
    }),
    attribute.integer('machineDetectionSilenceTimeout', 'First silence after which the result is unknown.', {
      default: 5000,
      min: 2000,
      max: 10000,
      needs: DETECTION,
      unit: 'ms',
    }),
    attribute.url('amdStatusCallback', 'URL told the result of machine detection.', { needs: DETECTION }),
    attribute.method('amdStatusCallbackMethod', 'amdStatusCallback'),
  ] as readonly AttributeSpec[],
};

/** DTMF to play: keys, and waits of half a second (w) or one second (W). */
export const dtmfPattern = '^[0-9A-Dw*#W]+$';
