import { type Heard, once } from './once.ts';

export interface Speech {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** Name of the voice that is meant, e.g. `Joanna`; the browser's voice of that name is taken where it has one. */
  readonly voice?: string | undefined;
}

/** Reads a text with the browser's nearest voice. @returns silences it; `end` is not called then */
export function speak(speech: Speech, end: (how: Heard) => void): () => void {
  const utterance = new SpeechSynthesisUtterance(speech.text);
  const voice = nearestVoice(speechSynthesis.getVoices(), speech);
  if (voice) utterance.voice = voice;
  utterance.lang = voice?.lang ?? speech.language;
  const sound = once(end, START_MS);
  utterance.onstart = sound.begun;
  utterance.onend = () => sound.end('heard');
  utterance.onerror = () => sound.end('failed');
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return () => {
    sound.stop();
    speechSynthesis.cancel();
  };
}

const START_MS = 2_500;

/** Whether this browser has a voice to speak with. Browsers load theirs after the first question: see `voicesReady`. */
export function canSpeak(): boolean {
  return 'speechSynthesis' in globalThis && speechSynthesis.getVoices().length > 0;
}

/** Resolves once the browser has its voices, or seems to have none. */
export async function voicesReady(): Promise<void> {
  if (asked || canSpeak() || !('speechSynthesis' in globalThis)) return;
  asked = true;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, VOICES_MS);
    speechSynthesis.addEventListener('voiceschanged', () => resolve(), { once: true });
  });
}

let asked = false;
const VOICES_MS = 400;

type VoiceFacts = Pick<SpeechSynthesisVoice, 'lang' | 'name' | 'default'>;

/** Of the voices a browser has: the same name, else the same language and country, else the same language. */
export function nearestVoice<V extends VoiceFacts>(
  voices: readonly V[],
  { language, voice }: Omit<Speech, 'text'>,
): V | undefined {
  const wanted = language.toLowerCase();
  const tongue = wanted.split('-')[0];
  const score = (one: V): number => {
    const lang = one.lang.replace('_', '-').toLowerCase();
    if (lang.split('-')[0] !== tongue) return 0;
    const named = voice !== undefined && one.name.toLowerCase().includes(voice.toLowerCase());
    return 1 + (lang === wanted ? 4 : 0) + (named ? 8 : 0) + (one.default ? 1 : 0);
  };
  return voices.reduce<V | undefined>((best, one) => (score(one) > (best ? score(best) : 0) ? one : best), undefined);
}
