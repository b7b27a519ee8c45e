import { Check, CircleDot, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { MessageRow } from './MessageRow.tsx';

interface MessageListProps {
  readonly messages: readonly VoicemailView[];
  readonly onMark: (sids: readonly string[], heard: boolean) => Promise<void>;
  readonly onDelete: (messages: readonly VoicemailView[]) => void;
}

/** Messages, latest first; some can be chosen, one can be open. */
export function MessageList({ messages, onMark, onDelete }: MessageListProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<{ readonly sid: string; readonly how: 'shown' | 'playing' } | null>(linked);
  const [trouble, setTrouble] = useState<string | null>(null);
  const selected = messages.filter(({ sid }) => chosen.has(sid));
  const mark = (sids: readonly string[], heard: boolean): void => {
    setTrouble(null);
    onMark(sids, heard).catch((error) => setTrouble(error instanceof Error ? error.message : String(error)));
  };
  const choose = (sid: string, yes: boolean): void => {
    const next = new Set(chosen);
    if (yes) next.add(sid);
    else next.delete(sid);
    setChosen(next);
  };
  const show = (message: VoicemailView, how: 'no' | 'shown' | 'playing'): void => {
    setOpen(how === 'no' ? null : { sid: message.sid, how });
    if (how === 'playing' && message.heardAt === null) mark([message.sid], true);
  };
  const someNew = selected.some(({ heardAt }) => heardAt === null);
  return (
    <div className="inbox-frame">
      <ul className="inbox-list" aria-label="Messages, latest first">
        {messages.map((message) => (
          <MessageRow
            key={message.sid}
            message={message}
            chosen={chosen.has(message.sid)}
            open={open?.sid === message.sid ? open.how : 'no'}
            onChoose={(yes) => choose(message.sid, yes)}
            onOpen={(how) => show(message, how)}
            onMark={(heard) => mark([message.sid], heard)}
            onDelete={() => onDelete([message])}
          />
        ))}
      </ul>
      {trouble !== null && (
        <p className="inbox-trouble is-error" role="alert">
          That could not be marked. {trouble}
        </p>
      )}
      {selected.length > 0 && (
        <div className="inbox-chosen" role="toolbar" aria-label="What is chosen">
          <span>{selected.length} chosen</span>
          <button
            type="button"
            className="plain-button"
            onClick={() =>
              mark(
                selected.map(({ sid }) => sid),
                someNew,
              )
            }
          >
            {someNew ? <Check size={15} aria-hidden="true" /> : <CircleDot size={15} aria-hidden="true" />}
            {someNew ? 'Mark as heard' : 'Mark as new'}
          </button>
          <button type="button" className="plain-button is-destructive" onClick={() => onDelete(selected)}>
            <Trash2 size={15} aria-hidden="true" /> Delete
          </button>
          <button type="button" className="quiet-button" onClick={() => setChosen(new Set())}>
            Choose none
          </button>
        </div>
      )}
    </div>
  );
}

/** The message that a notice leads to. */
function linked(): { readonly sid: string; readonly how: 'shown' } | null {
  const sid = new URLSearchParams(window.location.search).get('message');
  return sid === null ? null : { sid, how: 'shown' };
}
