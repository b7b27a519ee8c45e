import { Check, CircleDot, Download, Phone, Trash2 } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { recordingsApi } from '../api/recordings.ts';
import { goTo, pathOf } from '../state/route.ts';
import { formatPhone, formatPhones } from '../ui/format.ts';
import { Player } from '../ui/sound/Player.tsx';
import { callBackNumber, fileName, saidWords, titleOf, whySilent } from './words.ts';

interface MessageDetailsProps {
  readonly message: VoicemailView;
  readonly autoPlay: boolean;
  readonly onMark: (heard: boolean) => void;
  readonly onDelete: () => void;
}

/** The sound of a message, what was said in it, where it comes from, and what can be done with it. */
export function MessageDetails({ message, autoPlay, onMark, onDelete }: MessageDetailsProps) {
  const { sid, duration, transcription } = message;
  const silent = whySilent(message);
  const said = saidWords(message);
  return (
    <div className="message-open">
      {silent === undefined && (
        <Player
          src={recordingsApi.mediaUrl(sid)}
          title={titleOf(message)}
          duration={duration}
          autoPlay={autoPlay}
          whySilent={() => recordingsApi.whySilent(sid)}
        />
      )}
      {transcription?.status === 'completed' ? (
        <blockquote className="message-text">{transcription.text}</blockquote>
      ) : (
        said && <p className="message-text is-soft">{said.text}</p>
      )}
      <Facts message={message} />
      <Actions message={message} silent={silent !== undefined} onMark={onMark} onDelete={onDelete} />
    </div>
  );
}

interface ActionsProps extends Omit<MessageDetailsProps, 'autoPlay'> {
  readonly silent: boolean;
}

function Actions({ message, silent, onMark, onDelete }: ActionsProps) {
  const { sid, heardAt } = message;
  const number = callBackNumber(message);
  return (
    <div className="message-actions">
      {number !== undefined && (
        <a className="plain-button" href={`/softphone?to=${encodeURIComponent(number)}`}>
          <Phone size={15} aria-hidden="true" /> Call back
        </a>
      )}
      <button type="button" className="plain-button" onClick={() => onMark(heardAt === null)}>
        {heardAt === null ? <Check size={15} aria-hidden="true" /> : <CircleDot size={15} aria-hidden="true" />}
        {heardAt === null ? 'Mark as heard' : 'Mark as new'}
      </button>
      {!silent && (
        <a className="plain-button" href={recordingsApi.mediaUrl(sid)} download={`${fileName(message)}.mp3`}>
          <Download size={15} aria-hidden="true" /> Download
        </a>
      )}
      <button type="button" className="plain-button is-destructive" onClick={onDelete}>
        <Trash2 size={15} aria-hidden="true" /> Delete
      </button>
    </div>
  );
}

function Facts({ message }: { readonly message: VoicemailView }) {
  const { flow, flowName, environment, to, callSid, notices } = message;
  return (
    <dl className="message-facts">
      <div>
        <dt>Flow</dt>
        <dd>
          {flowName === null ? (
            `${flow} (deleted)`
          ) : (
            <a href={pathOf({ page: 'calls', flow })} onClick={(event) => follow(event, flow)}>
              {flowName}
            </a>
          )}
          {environment !== 'live' && `, ${environment}`}
        </dd>
      </div>
      <div>
        <dt>Called</dt>
        <dd>{formatPhone(to)}</dd>
      </div>
      <div>
        <dt>CallSid</dt>
        <dd className="mono">{callSid}</dd>
      </div>
      {notices !== null && notices.length > 0 && (
        <div>
          <dt>Told</dt>
          <dd>
            <ul className="message-notices">
              {notices.map(({ to, trouble }) => (
                <li key={to} className={trouble === null ? '' : 'is-error'}>
                  {formatPhone(to)}
                  {trouble !== null && `: ${formatPhones(trouble)}`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function follow(event: MouseEvent, flow: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo({ page: 'calls', flow });
}
