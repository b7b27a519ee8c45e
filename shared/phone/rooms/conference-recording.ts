import type { Attributes } from '../attributes.ts';
import type { Leg } from '../leg.ts';
import { beginRecording, recordingCallback } from '../recordings.ts';
import { either, type Task, until } from '../time/task.ts';
import type { Switchboard } from '../types.ts';
import type { Conference } from './conferences.ts';

/**
 * Records a conference, once, from its start to its end; the hold music never.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-record
 */
export function recordConference(
  exchange: Switchboard,
  leg: Leg,
  attributes: Attributes,
  conference: Conference,
): void {
  if (conference.recorded) return;
  conference.recorded = true;
  exchange.spawn(record(exchange, leg, attributes, conference));
}

function* record(exchange: Switchboard, leg: Leg, attributes: Attributes, conference: Conference): Task<void> {
  const callback = recordingCallback(attributes);
  yield* until(either({ started: conference.started.wait, ended: conference.ended.wait }));
  if (!conference.started.given) return;
  const parameters = { ConferenceSid: conference.sid };
  const recording = beginRecording(exchange, leg, { source: 'Conference', callback, parameters });
  yield* until(conference.ended.wait);
  const { url, seconds } = recording.stop('conference-end');
  const older = callback ? undefined : attributes.url('eventCallbackUrl');
  if (older === undefined) return;
  exchange.callback(leg, {
    url: older,
    method: 'POST',
    purpose: 'conference',
    bare: true,
    parameters: {
      ...parameters,
      FriendlyName: conference.name,
      AccountSid: leg.spec.accountSid,
      EventName: 'conference-record-end',
      RecordingUrl: url,
      Duration: String(seconds),
      Timestamp: new Date(exchange.now()).toUTCString().replace('GMT', '+0000'),
    },
  });
}
