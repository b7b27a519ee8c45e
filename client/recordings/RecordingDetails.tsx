import { useState } from 'react';
import type { RecordingView } from '../../shared/api/recordings.ts';
import { type MediaWish, recordingsApi } from '../api/recordings.ts';
import { goTo, pathOf } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { Player } from '../ui/sound/Player.tsx';
import { fileName, sourceWords, titleOf } from './words.ts';

interface RecordingDetailsProps {
  readonly recording: RecordingView;
  readonly autoPlay: boolean;
  readonly onCall: (sid: string) => void;
}

/** The sound of a recording, what was said in it, and where it comes from. */
export function RecordingDetails({ recording, autoPlay, onCall }: RecordingDetailsProps) {
  const { sid, playable, unplayable, duration, channels } = recording;
  const [apart, setApart] = useState(false);
  // Mixed, both sides are heard in both ears.
  const wish: MediaWish = channels === 2 ? { channels: apart ? 2 : 1 } : {};
  return (
    <div className="recording-open">
      {playable ? (
        <Player
          src={recordingsApi.mediaUrl(sid, wish)}
          title={titleOf(recording)}
          duration={duration}
          autoPlay={autoPlay}
          whySilent={() => recordingsApi.whySilent(sid, wish)}
        />
      ) : (
        <p className="recording-none">It cannot be played. {unplayable}</p>
      )}
      {playable && channels === 2 && (
        <label className="recording-apart">
          <input type="checkbox" checked={apart} onChange={(event) => setApart(event.target.checked)} />
          Caller left, the other side right
        </label>
      )}
      <Said recording={recording} />
      <Facts recording={recording} onCall={onCall} />
    </div>
  );
}

/** What was written down; Twilio is asked where no callback told. */
function Said({ recording }: { readonly recording: RecordingView }) {
  const ask = recording.transcription === null && recording.source === 'RecordVerb' && recording.playable;
  const found = useLoad(ask ? recording.sid : null, () => recordingsApi.get(recording.sid));
  const transcription = recording.transcription ?? found.data?.transcription;
  if (ask && found.loading) return <p className="recording-said is-soft">Looking for a transcription</p>;
  if (found.error) return <p className="recording-said is-error">{found.error.message}</p>;
  if (!transcription) return null;
  if (transcription.status === 'in-progress')
    return <p className="recording-said is-soft">It is being written down at the moment.</p>;
  if (transcription.status === 'failed' || transcription.text.trim() === '')
    return <p className="recording-said is-soft">Twilio could not write down what was said.</p>;
  return <blockquote className="recording-said">{transcription.text}</blockquote>;
}

function Facts({ recording, onCall }: Omit<RecordingDetailsProps, 'autoPlay'>) {
  const { sid, callSid, conferenceSid, source, channels, origin, playable } = recording;
  const name = fileName(recording);
  return (
    <dl className="recording-facts">
      {origin && (
        <div>
          <dt>Flow</dt>
          <dd>
            {origin.flowName === null ? (
              `${origin.flow} (deleted)`
            ) : (
              <a href={pathOf({ page: 'designer', flow: origin.flow })} onClick={(event) => follow(event, origin.flow)}>
                {origin.flowName}
              </a>
            )}
            , version {origin.version}
          </dd>
        </div>
      )}
      <div>
        <dt>Made by</dt>
        <dd>
          {sourceWords(source)}, {channels === 2 ? 'two channels' : 'one channel'}
        </dd>
      </div>
      <div>
        <dt>RecordingSid</dt>
        <dd className="mono">{sid}</dd>
      </div>
      {callSid !== null && (
        <div>
          <dt>CallSid</dt>
          <dd>
            <span className="mono">{callSid}</span>{' '}
            <button type="button" className="link-button" onClick={() => onCall(callSid)}>
              All of this call
            </button>
          </dd>
        </div>
      )}
      {conferenceSid !== null && (
        <div>
          <dt>ConferenceSid</dt>
          <dd className="mono">{conferenceSid}</dd>
        </div>
      )}
      {playable && (
        <div>
          <dt>Download</dt>
          <dd className="recording-files">
            <a href={recordingsApi.mediaUrl(sid)} download={`${name}.mp3`}>
              MP3
            </a>
            <a href={recordingsApi.mediaUrl(sid, { format: 'wav' })} download={`${name}.wav`}>
              WAV
            </a>
            {channels === 2 && (
              <a
                href={recordingsApi.mediaUrl(sid, { format: 'wav', channels: 2 })}
                download={`${name} two channels.wav`}
              >
                WAV, two channels
              </a>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function follow(event: React.MouseEvent, flow: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo({ page: 'designer', flow });
}
