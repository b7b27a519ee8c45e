import { dialWords } from '../../shared/phone/dial-words.ts';

/** What the caller did, in a few words. */
export function said(parameters: Readonly<Record<string, string>>): string {
  const { Digits, SpeechResult, DialCallStatus, RecordingDuration, Body, NumMedia = '0' } = parameters;
  if (Digits) return `Pressed ${Digits}`;
  if (SpeechResult) return `Said “${SpeechResult}”`;
  if (DialCallStatus) return dialWords(DialCallStatus);
  if (RecordingDuration) return `Recorded ${RecordingDuration} s`;
  const files = NumMedia === '0' ? '' : `${NumMedia} ${NumMedia === '1' ? 'file' : 'files'}`;
  if (Body) return `Wrote “${Body}”${files && ` with ${files}`}`;
  if (files) return `Sent ${files}`;
  return parameters.CallStatus === 'ringing' ? 'Call comes in' : '';
}
