import type { TwimlElement } from '../../twiml/element.ts';
import { startRecording } from '../background/recording.ts';
import { startSiprec, startStream } from '../background/streams.ts';
import { startTranscription } from '../background/transcription.ts';
import type { Next, VerbRun } from '../types.ts';
import { nounOf } from './noun-of.ts';

/** Starts something beside the call; the next verb runs at once. https://www.twilio.com/docs/voice/twiml/stream */
export function start(run: VerbRun): Next {
  const { element, leg } = run;
  leg.answer();
  const noun = nounOf(element);
  const begin = noun && STARTS.get(noun.tag);
  if (noun && begin) begin(run, noun);
  else leg.emit({ kind: 'warning', code: 14300, message: 'Start: there is nothing in it to start.' });
  return { kind: 'next' };
}

const STARTS: ReadonlyMap<string, (run: VerbRun, noun: TwimlElement) => void> = new Map([
  ['Stream', startStream],
  ['Siprec', startSiprec],
  ['Transcription', startTranscription],
  ['Recording', startRecording],
]);
