import { ChevronDown, Play } from 'lucide-react';
import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { formatSeconds, formatTime } from '../ui/format.ts';
import { MessageDetails } from './MessageDetails.tsx';
import { boxWords, callerWords, saidWords, titleOf, whySilent } from './words.ts';

interface MessageRowProps {
  readonly message: VoicemailView;
  readonly chosen: boolean;
  /** Shown with player and all that was said: as it is, or playing at once. */
  readonly open: 'no' | 'shown' | 'playing';
  readonly onChoose: (chosen: boolean) => void;
  readonly onOpen: (open: 'no' | 'shown' | 'playing') => void;
  readonly onMark: (heard: boolean) => void;
  readonly onDelete: () => void;
}

/** One message of the inbox. */
export function MessageRow(props: MessageRowProps) {
  const { message, chosen, open, onChoose, onOpen, onMark, onDelete } = props;
  const { sid, at, duration, box, flow, flowName, heardAt } = message;
  const title = titleOf(message);
  const silent = whySilent(message);
  const said = saidWords(message);
  const states = [heardAt === null ? 'is-new' : '', open === 'no' ? '' : 'is-open', chosen ? 'is-chosen' : ''];
  return (
    <li className={`message ${states.filter(Boolean).join(' ')}`} id={sid}>
      <div className="message-row">
        <input
          type="checkbox"
          className="message-choose"
          aria-label={`Choose: ${title}`}
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <button
          type="button"
          className="message-play"
          aria-label={`Play: ${title}`}
          title={silent ?? 'Play'}
          disabled={silent !== undefined}
          onClick={() => onOpen('playing')}
        >
          <Play size={14} aria-hidden="true" />
        </button>
        <p className="message-who">
          <strong>
            {callerWords(message)}
            {heardAt === null && <span className="message-dot" role="img" aria-label="New" />}
          </strong>
          <span className="message-box">
            {boxWords(box)} · {flowName ?? flow}
          </span>
        </p>
        <p className="message-said">{said && (said.spoken ? <q>{said.text}</q> : said.text)}</p>
        <p className="message-when">
          <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time>
          <span className="message-length">{formatSeconds(duration)}</span>
        </p>
        <button
          type="button"
          className="icon-button message-more"
          aria-label={`Details: ${title}`}
          title="Details"
          aria-expanded={open !== 'no'}
          onClick={() => onOpen(open === 'no' ? 'shown' : 'no')}
        >
          <ChevronDown size={16} aria-hidden="true" className="message-chevron" />
        </button>
      </div>
      {open !== 'no' && (
        <MessageDetails message={message} autoPlay={open === 'playing'} onMark={onMark} onDelete={onDelete} />
      )}
    </li>
  );
}
