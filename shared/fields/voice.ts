import { z } from 'zod';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { templateTextKind } from './template-text.ts';

// The list of 900 voices is the widget's to load; here only what can be no voice at all is refused.
export const voiceKind = templateTextKind<object>('voice', z.string(), (value) =>
  /^(man|woman|alice)$|^(Polly|Google|ElevenLabs)\.\S+$/.test(value)
    ? []
    : [badValue(`"${value.slice(0, 40)}" is not a voice; choose man, woman, or one like Polly.Joanna-Neural.`)],
);

/** A voice of Say. */
export const voice = fieldOf(voiceKind);
