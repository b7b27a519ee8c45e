import { type Heard, once } from './once.ts';

/** Plays a file to its end. @returns silences it; `end` is not called then */
export function playFile(url: string, end: (how: Heard) => void): () => void {
  const audio = new Audio();
  const sound = once(end, START_MS);
  audio.onplaying = sound.begun;
  audio.onended = () => sound.end('heard');
  audio.onerror = () => sound.end('failed');
  audio.src = url;
  audio.play().catch(() => sound.end('failed'));
  return () => {
    sound.stop();
    audio.pause();
    audio.removeAttribute('src');
  };
}

const START_MS = 8_000;
