import { ChevronDown, Download, Play, Trash2 } from 'lucide-react';
import type { RecordingView } from '../../shared/api/recordings.ts';
import { recordingsApi } from '../api/recordings.ts';
import { formatSeconds, formatTime } from '../ui/format.ts';
import { RecordingDetails } from './RecordingDetails.tsx';
import { fileName, partiesOf, sourceWords, titleOf } from './words.ts';

interface RecordingRowProps {
  readonly recording: RecordingView;
  readonly chosen: boolean;
  /** Shown with player and transcription: as it is, or playing at once. */
  readonly open: 'no' | 'shown' | 'playing';
  readonly onChoose: (chosen: boolean) => void;
  readonly onOpen: (open: 'no' | 'shown' | 'playing') => void;
  readonly onDelete: () => void;
  readonly onCall: (sid: string) => void;
}

/** One recording of the table; opened, it has a second row with its sound and what was said. */
export function RecordingRow(props: RecordingRowProps) {
  const { recording, chosen, open, onChoose, onOpen, onDelete } = props;
  const title = titleOf(recording);
  const details = `details-${recording.sid}`;
  return (
    <>
      <tr className={`recording ${open === 'no' ? '' : 'is-open'}`} aria-selected={chosen}>
        <td className="recording-choose">
          <input
            type="checkbox"
            aria-label={`Choose: ${title}`}
            checked={chosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </td>
        <td className="recording-when">
          <button
            type="button"
            className="recording-play"
            aria-label={`Play: ${title}`}
            title={recording.unplayable ?? 'Play'}
            disabled={!recording.playable}
            onClick={() => onOpen('playing')}
          >
            <Play size={14} aria-hidden="true" />
          </button>
          <time dateTime={new Date(recording.startedAt).toISOString()}>{formatTime(recording.startedAt)}</time>
        </td>
        <td className="recording-origin">
          <Origin recording={recording} />
        </td>
        <td className="recording-parties">
          <Parties recording={recording} />
        </td>
        <td className="recording-length">
          {recording.duration === null ? '–' : formatSeconds(Math.round(recording.duration))}
        </td>
        <td className="recording-text">
          <Excerpt recording={recording} />
        </td>
        <td className="recording-actions">
          <SaveLink recording={recording} />
          <button
            type="button"
            className="icon-button"
            aria-label={`Delete: ${title}`}
            title="Delete"
            onClick={onDelete}
          >
            <Trash2 size={15} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Details: ${title}`}
            title="Details"
            aria-expanded={open !== 'no'}
            aria-controls={details}
            onClick={() => onOpen(open === 'no' ? 'shown' : 'no')}
          >
            <ChevronDown size={16} aria-hidden="true" className="recording-chevron" />
          </button>
        </td>
      </tr>
      {open !== 'no' && (
        <tr className="recording-details" id={details}>
          <td colSpan={7}>
            <RecordingDetails recording={recording} autoPlay={open === 'playing'} onCall={props.onCall} />
          </td>
        </tr>
      )}
    </>
  );
}

function Origin({ recording: { origin, source } }: { readonly recording: RecordingView }) {
  if (!origin) return <span className="is-soft">Not by a flow here · {sourceWords(source)}</span>;
  return (
    <>
      <strong>{origin.flowName ?? origin.flow}</strong>
      <span className="is-soft">{origin.blockName ?? origin.block ?? sourceWords(source)}</span>
    </>
  );
}

function Parties({ recording }: { readonly recording: RecordingView }) {
  const parties = partiesOf(recording);
  if (typeof parties === 'string') return <code title={parties}>{parties && `${parties.slice(0, 10)}…`}</code>;
  return (
    <>
      <span>{parties.from}</span>
      <span className="is-soft">
        <span aria-hidden="true">→ </span>
        <span className="visually-hidden">to </span>
        {parties.to}
      </span>
    </>
  );
}

function Excerpt({ recording: { transcription, unplayable } }: { readonly recording: RecordingView }) {
  if (unplayable !== null) return <span className="is-soft">{unplayable}</span>;
  if (transcription === null) return null;
  if (transcription.status === 'failed') return <span className="is-soft">Could not be written down</span>;
  return <q>{transcription.text}</q>;
}

function SaveLink({ recording }: { readonly recording: RecordingView }) {
  if (!recording.playable) return null;
  const title = titleOf(recording);
  return (
    <a
      className="icon-button"
      href={recordingsApi.mediaUrl(recording.sid)}
      download={`${fileName(recording)}.mp3`}
      aria-label={`Download: ${title}`}
      title="Download (MP3)"
    >
      <Download size={15} aria-hidden="true" />
    </a>
  );
}
