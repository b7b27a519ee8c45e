import { CornerDownLeft, Mic } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { canListen, listen } from '../ui/sound/listen.ts';

/** What the caller says: typed, or spoken where the browser understands speech. */
export function SayBox() {
  const [text, setText] = useState('');
  const say = (words: string): void => {
    if (words.trim() === '') return;
    phoneStore.getState().say(words.trim());
    setText('');
  };
  return (
    <form
      className="say-box"
      onSubmit={(event) => {
        event.preventDefault();
        say(text);
      }}
    >
      <input
        className="control"
        aria-label="Say something to the flow"
        placeholder="Say something"
        autoComplete="off"
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {canListen() && text === '' ? (
        <Microphone onHeard={say} />
      ) : (
        <button type="submit" className="icon-button" aria-label="Say it" title="Say it" disabled={text.trim() === ''}>
          <CornerDownLeft size={15} aria-hidden="true" />
        </button>
      )}
    </form>
  );
}

function Microphone({ onHeard }: { onHeard: (text: string) => void }) {
  const [state, setState] = useState<'idle' | 'listening' | 'deaf'>('idle');
  const stop = useRef<() => void>(undefined);
  const language = usePhone(({ call }) => call?.document.settings.language) ?? 'en-US';
  useEffect(() => () => stop.current?.(), []);
  const words = { idle: 'Speak', listening: 'Stop listening', deaf: 'Nothing was understood; speak again' }[state];
  const start = (): void => {
    setState('listening');
    stop.current = listen(language, (text) => {
      stop.current = undefined;
      setState(text === null ? 'deaf' : 'idle');
      if (text !== null) onHeard(text);
    });
  };
  return (
    <button
      type="button"
      className={`icon-button mic is-${state}`}
      aria-label={words}
      title={words}
      aria-pressed={state === 'listening'}
      onClick={() => (state === 'listening' ? stop.current?.() : start())}
    >
      <Mic size={15} aria-hidden="true" />
    </button>
  );
}
