import { Play, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Prompt } from '../../../shared/fields/prompts.ts';
import { hasTemplate } from '../../../shared/template/template.ts';
import type { Heard } from '../../ui/sound/once.ts';
import { playFile } from '../../ui/sound/play.ts';
import { speak } from '../../ui/sound/speak.ts';
import { useWidgetContext } from '../widget.ts';

/** Plays a prompt in the browser: a text with one of the browser's voices, a sound as it is. */
export function ListenButton({ prompt }: { prompt: Prompt }) {
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle');
  const stop = useRef<() => void>(undefined);
  const { language } = useWidgetContext();
  useEffect(() => () => stop.current?.(), []);
  if ('pause' in prompt) return <span className="prompt-listen" />;
  const isSay = 'say' in prompt;
  if (isSay && !('speechSynthesis' in globalThis)) return <span className="prompt-listen" />;
  const text = isSay ? spokenText(prompt.say, prompt.ssml ?? false) : prompt.play;
  const usable = text.trim() !== '' && (isSay || !hasTemplate(text));
  const start = (): void => {
    const end = (how: Heard): void => {
      stop.current = undefined;
      setState(how === 'heard' ? 'idle' : 'failed');
    };
    setState('playing');
    const silence = isSay
      ? speak({ text, language: prompt.language ?? language ?? 'en-US' }, end)
      : playFile(text, end);
    stop.current = () => {
      silence();
      stop.current = undefined;
      setState('idle');
    };
  };
  const words = state === 'playing' ? 'stop' : state === 'failed' ? 'cannot play' : 'listen';
  return (
    <button
      type="button"
      className="text-button prompt-listen"
      disabled={!usable}
      title={isSay ? 'Read by your browser; callers hear the voice chosen for Twilio' : undefined}
      onClick={() => (state === 'playing' ? stop.current?.() : start())}
    >
      {state === 'playing' ? (
        <Square size={11} fill="currentColor" aria-hidden="true" />
      ) : (
        <Play size={11} fill="currentColor" aria-hidden="true" />
      )}
      <span>{words}</span>
    </button>
  );
}

/** A text as a browser can read it: without markup, an expression as the word it stands for. */
export function spokenText(text: string, ssml: boolean): string {
  const plain = ssml ? text.replace(/<[^>]*>/g, ' ') : text;
  return plain
    .replace(/\{\{\s*([^}|]*?)\s*(\|[^}]*)?\}\}/g, (_, path: string) => path.split('.').at(-1) ?? '')
    .replace(/\{%[^%]*%\}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
