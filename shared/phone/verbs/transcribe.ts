import type { Attributes } from '../attributes.ts';
import { type FinishedRecording, PROCESSING_SECONDS } from '../recordings.ts';
import { type Task, until } from '../time/task.ts';
import type { VerbRun } from '../types.ts';

/** That a recording is written down, and who is told. */
export interface Transcribing {
  readonly callback: string | undefined;
}

/** Undefined where it is not: a transcribeCallback alone asks for nothing. */
export function transcribing(attributes: Attributes): Transcribing | undefined {
  return attributes.flag('transcribe') ? { callback: attributes.url('transcribeCallback') } : undefined;
}

/**
 * Writes a recording down and tells the application, some time after the call went on.
 * https://www.twilio.com/docs/voice/twiml/record#transcribe
 */
export function transcribe(run: VerbRun, { callback }: Transcribing, recording: FinishedRecording, text: string): void {
  const { leg, exchange } = run;
  const { sid, url, seconds } = recording;
  if (seconds <= SHORTEST) {
    const message = `Record: a recording of ${seconds} s is too short to be transcribed.`;
    leg.emit({ kind: 'warning', code: 13617, message });
    return;
  }
  if (callback === undefined) return;
  const transcription = exchange.sid('TR');
  const parameters = {
    TranscriptionSid: transcription,
    TranscriptionText: text === '' ? NOTHING_SAID : text,
    TranscriptionStatus: 'completed',
    TranscriptionUrl: `${url}/Transcriptions/${transcription}`,
    RecordingSid: sid,
    RecordingUrl: url,
  };
  exchange.spawn(
    later(run, () => exchange.callback(leg, { url: callback, method: 'POST', parameters, purpose: 'transcribe' })),
  );
}

/** Seconds a recording must be longer than. */
const SHORTEST = 2;

const NOTHING_SAID = '(blank)';

function* later({ exchange }: VerbRun, job: () => void): Task<void> {
  yield* until(exchange.sleep(PROCESSING_SECONDS + 1));
  job();
}
