import type { AttributeSpec } from '../twiml/catalogue/index.ts';

/** What an attribute is about, in a word or two, for finding it among many. */
export function attributeHeading({ name, needs, runs }: AttributeSpec): string {
  if (needs?.values?.includes('speech') || /^(transcription|speech|tts|hints|elevenlabs|deepgram)/.test(name))
    return 'Speech';
  if (/^(record|trim|transcri)/i.test(name)) return 'Recording';
  if (/^(machineDetection|amd)/.test(name)) return 'Answering machines';
  if (/callback|notification/i.test(name)) return 'Callbacks';
  if (runs !== undefined || /^method$|Method$/.test(name)) return 'TwiML from elsewhere';
  return 'Details';
}
