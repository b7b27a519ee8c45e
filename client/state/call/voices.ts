import { voices } from '../../../shared/twiml/catalogue/voices.ts';

interface Spoken {
  readonly voice?: string | undefined;
  readonly language?: string | undefined;
}

/** Language a Say is spoken in: the one it names, else that of its Twilio voice, else the flow's. */
export function spokenLanguage({ voice, language }: Spoken, flow: string): string {
  if (language) return language;
  return voices.find((one) => one.voice === voice)?.languages[0] ?? flow;
}

/** What a Twilio voice is called, where a browser may have a voice of that name: `Polly.Joanna-Neural` → `Joanna`. */
export function voiceName(voice: string | undefined): string | undefined {
  return /^Polly\.(\p{L}+)/u.exec(voice ?? '')?.[1];
}
