import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import { beginRecording, type Recording, recordingCallback } from '../recordings.ts';
import { firstOf, type Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { type BackgroundTask, BackgroundTasks } from './tasks.ts';

/** Records the call until Stop or its end. https://www.twilio.com/docs/voice/twiml/recording */
export function startRecording(run: VerbRun, noun: TwimlElement): void {
  const { leg, exchange, document } = run;
  const attributes = new Attributes(noun, 'Start', leg, document);
  const track = attributes.text('track');
  const recording = beginRecording(exchange, leg, {
    source: 'StartCallRecordingAPI',
    channels: attributes.text('channels') === 'mono' ? 1 : 2,
    track: track === 'inbound' || track === 'outbound' ? track : 'both',
    callback: recordingCallback(attributes),
  });
  const name = attributes.text('name') ?? recording.sid;
  leg.emit({ kind: 'note', what: 'recording-started', details: { name } });
  exchange.spawn(running(run, recording, BackgroundTasks.of(leg).add('Recording', name, 0)));
}

function* running({ leg }: VerbRun, recording: Recording, task: BackgroundTask): Task<void> {
  const event = yield* firstOf({ stopped: task.stopped.wait, over: leg.when((one) => one.over) });
  task.over();
  recording.stop(event.which === 'stopped' ? 'stop' : 'hangup');
}
