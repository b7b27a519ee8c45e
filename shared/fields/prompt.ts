import { z } from 'zod';
import type { NumberValue } from './number.ts';

/** What a caller hears, piece by piece. */
export type Prompt = SayPrompt | PlayPrompt | PausePrompt;

/** Text to speak; with `ssml`, XML that may hold SSML elements. */
export type SayPrompt = {
  readonly say: string;
  readonly ssml?: boolean;
  readonly voice?: string;
  readonly language?: string;
  readonly loop?: NumberValue;
};

/** A sound file. */
export type PlayPrompt = { readonly play: string; readonly loop?: NumberValue };

/** Seconds of silence; an empty text where Twilio's one second will do. */
export type PausePrompt = { readonly pause: NumberValue };

export interface PromptsOptions {
  /** The pieces name their languages themselves, such as "For English, press 1; para español, oprima el dos". */
  readonly everyLanguage?: boolean;
  /** Pieces offered; all three if absent. */
  readonly items?: readonly ('say' | 'play' | 'pause')[];
}

const numberValue = z.union([z.number(), z.string()]);
/** Shape of one stored piece. */
export const promptShape = z.union(
  [
    z.strictObject({
      say: z.string(),
      ssml: z.boolean().optional(),
      voice: z.string().optional(),
      language: z.string().optional(),
      loop: numberValue.optional(),
    }),
    z.strictObject({ play: z.string(), loop: numberValue.optional() }),
    z.strictObject({ pause: numberValue }),
  ],
  'expected { "say": text }, { "play": address } or { "pause": seconds }',
) as z.ZodType<Prompt>;
