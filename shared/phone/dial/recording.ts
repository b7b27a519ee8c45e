import { type RecordingOptions, recordingCallback } from '../recordings.ts';
import type { DialAttributes } from './attributes.ts';

/** Whether, from when and how a Dial records. https://www.twilio.com/docs/voice/twiml/dial#record */
export function recordingPlan({ all }: DialAttributes): RecordingPlan | undefined {
  const record = all.text('record') ?? 'do-not-record';
  if (record === 'do-not-record' || record === 'false') return undefined;
  const track = TRACKS.find((one) => one === all.text('recordingTrack')) ?? 'both';
  const channels = record.endsWith('-dual') && track === 'both' ? 2 : 1;
  const callback = recordingCallback(all);
  return {
    from: record.startsWith('record-from-ringing') ? 'ringing' : 'answer',
    options: { source: 'DialVerb', channels, track, callback },
  };
}

export interface RecordingPlan {
  readonly from: 'ringing' | 'answer';
  readonly options: RecordingOptions;
}

const TRACKS = ['both', 'inbound', 'outbound'] as const;
