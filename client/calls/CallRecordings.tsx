import type { CallView } from '../../shared/api/calls.ts';
import { recordingsApi } from '../api/recordings.ts';
import { Player } from '../ui/sound/Player.tsx';
import { type CallRecording, recordingsOf } from './recordings-of.ts';

interface CallRecordingsProps {
  readonly call: CallView;
  /** What people call a block of the flow. */
  readonly nameOf: (block: string) => string;
}

/** What was recorded in a call, to be heard and read. */
export function CallRecordings({ call, nameOf }: CallRecordingsProps) {
  const recordings = recordingsOf(call);
  if (recordings.length === 0) return null;
  return (
    <section className="call-recordings" aria-label="Recordings">
      <ul>
        {recordings.map((recording) => (
          <li key={recording.sid}>
            <h4>Recording{recording.block !== null && <span> at {nameOf(recording.block)}</span>}</h4>
            <Sound recording={recording} />
            {recording.text && <blockquote>{recording.text}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sound({ recording: { sid, status, duration } }: { readonly recording: CallRecording }) {
  if (status === 'in-progress') return <p>It is still being recorded.</p>;
  if (status === 'absent' || status === 'failed') return <p>There is no sound in it.</p>;
  return (
    <Player
      src={recordingsApi.mediaUrl(sid)}
      title={`Recording ${sid}`}
      duration={duration}
      whySilent={() => recordingsApi.whySilent(sid)}
    />
  );
}
