import { dialWords } from '../../shared/phone/dial-words.ts';

/** What the caller did, in a few words. */
export function said(parameters: Readonly<Record<string, string>>): string {
  const { Digits, SpeechResult, DialCallStatus, RecordingDuration, Body } = parameters;
  if (Digits) return `Pressed ${Digits}`;
  if (SpeechResult) return `Said “${SpeechResult}”`;
  if (DialCallStatus) return dialWords(DialCallStatus);
  if (RecordingDuration) return `Recorded ${RecordingDuration} s`;
  if (Body) return `Wrote “${Body}”`;
  return parameters.CallStatus === 'ringing' ? 'Call comes in' : '';
}
