import { useEffect, useMemo, useRef, useState } from 'react';

/** A file that is played: what it does now, and ways to have it do something else. Times are seconds. */
export interface Played {
  readonly playing: boolean;
  /** It shall play, but nothing has come yet. */
  readonly waiting: boolean;
  readonly position: number;
  /** 0 while nobody knows. */
  readonly length: number;
  readonly speed: number;
  /** Why it cannot be played, in a sentence. */
  readonly trouble: string | null;
  toggle(): void;
  seek(to: number): void;
  setSpeed(speed: number): void;
}

/** The one that is heard; beginning another one pauses it. */
let heard: HTMLAudioElement | null = null;

/**
 * Plays a file of this server, which is asked for only when it shall be heard.
 *
 * @param known its length in seconds as long as the file has not told
 * @param whySilent asked when it does not come
 */
export function useAudio(src: string, known: number | null, whySilent: () => Promise<string>): Played {
  const audio = useMemo(() => {
    const made = new Audio();
    made.preload = 'none';
    return made;
  }, []);
  const [state, setState] = useState({ playing: false, waiting: false, position: 0, length: known ?? 0, speed: 1 });
  const [trouble, setTrouble] = useState<string | null>(null);
  const latest = useRef({ whySilent, wish: 0 });
  latest.current.whySilent = whySilent;

  useEffect(() => {
    const read = () => setState((before) => ({ ...before, ...stateOf(audio, before.length) }));
    const fail = () => {
      // Taking the file away is an error to the element, too.
      if (audio.getAttribute('src') === null) return;
      void latest.current.whySilent().then(setTrouble);
      read();
    };
    for (const event of EVENTS) audio.addEventListener(event, read);
    audio.addEventListener('error', fail);
    return () => {
      for (const event of EVENTS) audio.removeEventListener(event, read);
      audio.removeEventListener('error', fail);
      silence(audio);
    };
  }, [audio]);

  useEffect(() => {
    // Another version of the same sound goes on where the former one was.
    const { playing, at } = { playing: !audio.paused, at: audio.currentTime };
    if (audio.getAttribute('src') === null) return;
    audio.src = src;
    audio.currentTime = at;
    if (playing) void audio.play().catch(() => {});
  }, [audio, src]);

  const begin = () => {
    setTrouble(null);
    if (audio.getAttribute('src') === null || audio.error) {
      const at = audio.currentTime;
      audio.src = src;
      audio.currentTime = at;
    }
    if (heard && heard !== audio) heard.pause();
    heard = audio;
    // Why it did not begin is told by the element's own error.
    void audio.play().catch(() => {});
  };
  return {
    ...state,
    trouble,
    toggle: () => (audio.paused ? begin() : audio.pause()),
    seek: (to) => {
      const end = Number.isFinite(audio.duration) ? audio.duration : state.length;
      const position = Math.max(0, Math.min(to, end));
      if (audio.getAttribute('src') === null) audio.src = src;
      audio.currentTime = position;
      setState((before) => ({ ...before, position }));
    },
    setSpeed: (speed) => {
      audio.playbackRate = speed;
      audio.defaultPlaybackRate = speed;
      setState((before) => ({ ...before, speed }));
    },
  };
}

const EVENTS = ['play', 'playing', 'pause', 'waiting', 'timeupdate', 'durationchange', 'ended', 'seeked', 'emptied'];

function stateOf(audio: HTMLAudioElement, length: number) {
  const begun = !audio.paused && !audio.ended;
  return {
    playing: begun,
    waiting: begun && audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && audio.error === null,
    position: audio.currentTime,
    length: Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : length,
  };
}

function silence(audio: HTMLAudioElement): void {
  audio.pause();
  audio.removeAttribute('src');
  // Without this the element keeps its connection.
  audio.load();
  if (heard === audio) heard = null;
}
