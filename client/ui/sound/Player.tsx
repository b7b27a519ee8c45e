import { Pause, Play } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { formatSeconds } from '../format.ts';
import { useAudio } from './use-audio.ts';
import './player.css';

interface PlayerProps {
  readonly src: string;
  /** What is played, for screen readers: "Recording of 27 Nov, 09:34". */
  readonly title: string;
  /** Seconds, as long as the file has not told; null where nobody knows. */
  readonly duration: number | null;
  /** Begin as soon as it is there, with the focus on its key. */
  readonly autoPlay?: boolean;
  /** Why the file does not come, in a sentence. */
  readonly whySilent: () => Promise<string>;
}

const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 2];
const JUMP_S = 5;

/** Plays one file: a key to play and pause, a line to seek on, and a speed. Only one of all players plays at a time. */
export function Player({ src, title, duration, autoPlay = false, whySilent }: PlayerProps) {
  const audio = useAudio(src, duration, whySilent);
  const { playing, position, length, speed, trouble, waiting } = audio;
  const { toggle } = audio;
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only as it appears
  useEffect(() => {
    if (!autoPlay) return;
    toggle();
    button.current?.focus();
  }, []);
  const press = (event: KeyboardEvent): void => {
    const act = keyAct(event, audio);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: short cuts; every one has a control of its own
    <div className={`player ${playing ? 'is-playing' : ''}`} onKeyDown={press}>
      <button
        ref={button}
        type="button"
        className="player-play"
        aria-label={`${playing ? 'Pause' : 'Play'}: ${title}`}
        title={playing ? 'Pause (K)' : 'Play (K)'}
        onClick={toggle}
      >
        {waiting ? (
          <span className="spinner" aria-hidden="true" />
        ) : playing ? (
          <Pause size={16} aria-hidden="true" />
        ) : (
          <Play size={16} aria-hidden="true" />
        )}
      </button>
      <span className="player-time">{formatSeconds(Math.floor(position))}</span>
      <input
        type="range"
        className="player-line"
        aria-label={`Position: ${title}`}
        aria-valuetext={`${formatSeconds(Math.floor(position))} of ${formatSeconds(Math.round(length))}`}
        title="← and → jump 5 seconds, J and L 10"
        min={0}
        max={length || 1}
        step="any"
        value={Math.min(position, length || 1)}
        style={{ '--done': `${length > 0 ? Math.min(100, (position / length) * 100) : 0}%` } as CSSProperties}
        onChange={(event) => audio.seek(event.target.valueAsNumber)}
      />
      <span className="player-time">{length > 0 ? formatSeconds(Math.round(length)) : '–:––'}</span>
      <label className="player-speed">
        <span className="visually-hidden">Speed</span>
        <select
          value={speed}
          title="Speed (< slower, > faster)"
          onChange={(event) => audio.setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      {trouble !== null && (
        <p className="player-trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** What a key does in a player; undefined for all others. The play button and the choice of speed keep their own keys. */
function keyAct(event: KeyboardEvent, audio: ReturnType<typeof useAudio>): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const by = (seconds: number) => () => audio.seek(audio.position + seconds);
  const faster = (step: number) => () => {
    const at = SPEEDS.indexOf(audio.speed) + step;
    audio.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))] ?? 1);
  };
  const line = event.target instanceof HTMLInputElement;
  const keys: Record<string, (() => void) | undefined> = {
    k: audio.toggle,
    j: by(-2 * JUMP_S),
    l: by(2 * JUMP_S),
    '<': faster(-1),
    '>': faster(1),
    ' ': line ? audio.toggle : undefined,
    ArrowLeft: line ? by(-JUMP_S) : undefined,
    ArrowRight: line ? by(JUMP_S) : undefined,
  };
  return keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}
