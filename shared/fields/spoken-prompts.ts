import { z } from 'zod';
import type { Json } from '../flow/types.ts';
import type { SpokenPart } from './field.ts';
import { type Prompt, type PromptsOptions, promptShape } from './prompt.ts';

/** The translation of prompts: other prompts, each with a voice of its own, or a recording in place of words. */
export const spokenPrompts: SpokenPart<readonly Prompt[], PromptsOptions> = {
  original: (value, { everyLanguage }) => (!everyLanguage && value.some(isHeard) ? value : undefined),
  shape: ({ everyLanguage }) => (everyLanguage ? undefined : z.array(promptShape)),
  begin: (original) =>
    piecesOf(original).map((piece): Prompt => {
      if (!('say' in piece)) return piece;
      const { voice: _voice, language: _language, ...rest } = piece;
      return rest;
    }),
  apply: (_value, translation) => piecesOf(translation),
  keep: (value, own) =>
    value.map((prompt) => ('say' in prompt && !prompt.voice && !prompt.language ? { ...prompt, ...own } : prompt)),
};

function piecesOf(translation: Json): readonly Prompt[] {
  return translation as readonly Prompt[];
}

/** Silence is the same in every language. */
function isHeard(prompt: Prompt): boolean {
  return 'say' in prompt ? prompt.say.trim() !== '' : 'play' in prompt;
}
