import type { Heard } from './speak.ts';

/** Plays a file to its end. @returns silences it; `end` is not called then */
export function playFile(url: string, end: (how: Heard) => void): () => void {
  const audio = new Audio();
  let over = false;
  const finish = (how: Heard): void => {
    if (over) return;
    over = true;
    clearTimeout(late);
    end(how);
  };
  // A file that never loads must not keep anybody waiting.
  const late = setTimeout(() => finish('failed'), START_MS);
  audio.onplaying = () => clearTimeout(late);
  audio.onended = () => finish('heard');
  audio.onerror = () => finish('failed');
  audio.src = url;
  audio.play().catch(() => finish('failed'));
  return () => {
    over = true;
    clearTimeout(late);
    audio.pause();
    audio.removeAttribute('src');
  };
}

const START_MS = 8_000;
