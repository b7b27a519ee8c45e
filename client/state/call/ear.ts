import type { Leg } from '../../../shared/phone/leg.ts';
import { speechSeconds } from '../../../shared/phone/speech.ts';
import type { Clock } from '../../../shared/phone/time/clock.ts';
import type { Stop, Wait } from '../../../shared/phone/time/task.ts';
import type { Playable, Player } from '../../../shared/phone/world/world.ts';
import type { Heard } from '../../ui/sound/once.ts';
import { playFile } from '../../ui/sound/play.ts';
import { canSpeak, speak } from '../../ui/sound/speak.ts';
import { keyTone } from '../../ui/sound/tones.ts';
import { spokenLanguage, voiceName } from './voices.ts';

export interface EarOptions {
  readonly clock: Clock;
  readonly muted: boolean;
  /** Language of the flow. */
  readonly language: string;
  /** Whether the person at the page sits at this end; what others hear only takes its time. */
  hears(leg: Leg): boolean;
  /** A file could not be played. */
  failed(leg: Leg, url: string): void;
}

/** Lets the person at the page hear what the caller hears: by the browser's voice, or by the clock where it has none or is muted. */
export class Ear implements Player {
  readonly #options: EarOptions;
  readonly #current = new Set<Hearing>();
  #muted: boolean;
  #broken = false;

  constructor(options: EarOptions) {
    this.#options = options;
    this.#muted = options.muted;
  }

  play(item: Playable, leg: Leg): Wait<void> {
    return (wake) => {
      const heard = this.#options.hears(leg);
      const hearing = new Hearing(this.#options.clock, item, () => {
        this.#current.delete(hearing);
        wake();
      });
      if (heard) this.#current.add(hearing);
      hearing.begin(heard && !this.#muted ? (end) => this.#sound(item, leg, end) : silent);
      return () => {
        this.#current.delete(hearing);
        hearing.stop();
      };
    };
  }

  /** Ends what is being heard now. @returns false if nothing is */
  finish(): boolean {
    const [first] = this.#current;
    first?.finish();
    return first !== undefined;
  }

  /** Muted, everything takes as long as it would take to say. */
  mute(muted: boolean): void {
    this.#muted = muted;
    if (muted) for (const hearing of this.#current) hearing.silence();
  }

  #sound(item: Playable, leg: Leg, end: (how: Heard) => void): Stop | undefined {
    if (item.kind === 'tones') {
      [...item.digits].forEach((key, at) => void this.#options.clock.after(at * 500, () => keyTone(key, 0.3)));
      return undefined;
    }
    if (item.kind === 'play') {
      return playFile(item.url, (how) => {
        if (how === 'failed') this.#options.failed(leg, item.url);
        end(how);
      });
    }
    if (this.#broken || !canSpeak()) return undefined;
    const language = spokenLanguage(item, this.#options.language);
    return speak({ text: item.text, language, voice: voiceName(item.voice) }, (how) => {
      // A browser whose voice fails once would keep the caller waiting before every prompt.
      if (how === 'failed') this.#broken = true;
      end(how);
    });
  }
}

const silent = (): undefined => undefined;

/** One thing that is being heard. */
class Hearing {
  readonly #clock: Clock;
  readonly #item: Playable;
  readonly #done: () => void;
  readonly #until: number;
  #over = false;
  #guard: Stop = () => {};
  #sound: Stop | undefined;

  constructor(clock: Clock, item: Playable, done: () => void) {
    this.#clock = clock;
    this.#item = item;
    this.#done = done;
    this.#until = clock.now() + unheardSeconds(item) * 1_000;
  }

  begin(start: (end: (how: Heard) => void) => Stop | undefined): void {
    this.#sound = start((how) => (how === 'heard' ? this.finish() : this.silence()));
    if (this.#over) return;
    if (this.#sound) this.#guard = this.#clock.after(longest(this.#item), () => this.finish());
    else this.silence();
  }

  /** Goes on by the clock. */
  silence(): void {
    if (this.#over) return;
    this.#quiet();
    this.#guard = this.#clock.after(Math.max(0, this.#until - this.#clock.now()), () => this.finish());
  }

  finish(): void {
    if (this.#over) return;
    this.stop();
    this.#done();
  }

  stop(): void {
    this.#over = true;
    this.#quiet();
  }

  #quiet(): void {
    this.#guard();
    this.#sound?.();
    this.#sound = undefined;
  }
}

/** Seconds something takes that nobody hears. */
function unheardSeconds(item: Playable): number {
  if (item.kind === 'say') return speechSeconds(item.text);
  return item.kind === 'tones' ? item.digits.length * 0.5 : UNHEARD_FILE_SECONDS;
}

const UNHEARD_FILE_SECONDS = 3;

/** Milliseconds after which a sound that does not end is taken as heard. */
function longest(item: Playable): number {
  return item.kind === 'say' ? speechSeconds(item.text) * 2_500 + 4_000 : 900_000;
}
