import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import { ssmlProblems } from './check-ssml.ts';
import type { FieldKind, FieldProblem, TemplateSpot } from './field.ts';
import { languageKind } from './language.ts';
import { fieldOf } from './make.ts';
import { type NumberValue, numberKind } from './number.ts';
import { badValue } from './problem.ts';
import { urlProblem } from './url.ts';
import { voiceKind } from './voice.ts';

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

export const promptsKind: FieldKind<readonly Prompt[], PromptsOptions> = {
  kind: 'prompts',
  shape: () => z.array(promptShape),
  check: (value) => value.flatMap((prompt, index) => promptProblems(prompt, `[${index}]`)),
  templates: (value) => value.flatMap((prompt, index) => spots(prompt, `[${index}]`)),
  evaluate: (value, render) =>
    value.map((prompt): Prompt => {
      const rendered = (text: NumberValue): NumberValue => (typeof text === 'string' ? render(text) : text);
      if ('pause' in prompt) return { pause: rendered(prompt.pause) };
      const loop = prompt.loop === undefined ? {} : { loop: rendered(prompt.loop) };
      if ('play' in prompt) return { play: render(prompt.play), ...loop };
      return {
        ...prompt,
        // What expressions print is text in SSML, never markup: a caller cannot speak a tag into it.
        say: render(prompt.say, { xml: prompt.ssml === true }),
        ...(prompt.voice === undefined ? {} : { voice: render(prompt.voice) }),
        ...(prompt.language === undefined ? {} : { language: render(prompt.language) }),
        ...loop,
      };
    }),
  spoken: {
    original: (value, { everyLanguage }) => (!everyLanguage && value.some(isHeard) ? value : undefined),
    shape: ({ everyLanguage }) => (everyLanguage ? undefined : z.array(promptShape)),
    apply: (_value, translation) => translation as readonly Prompt[],
    keep: (value, own) =>
      value.map((prompt) => ('say' in prompt && !prompt.voice && !prompt.language ? { ...prompt, ...own } : prompt)),
  },
};

/** A list of texts, sounds and silences. */
export const prompts = fieldOf(promptsKind);

/** Bounds of Say's and Play's loop: https://www.twilio.com/docs/voice/twiml/say#loop */
export const LOOP = { min: 0, max: 1000, unit: 'times' } as const;

/** Bounds of Pause's length: https://www.twilio.com/docs/voice/twiml/pause#length */
export const PAUSE = { min: 1, unit: 's' } as const;

const numberValue = z.union([z.number(), z.string()]);
const promptShape = z.union(
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

/** Silence is the same in every language. */
function isHeard(prompt: Prompt): boolean {
  return 'say' in prompt ? prompt.say.trim() !== '' : 'play' in prompt;
}

function promptProblems(prompt: Prompt, path: string): FieldProblem[] {
  if ('pause' in prompt) return below(numberKind.check?.(prompt.pause, PAUSE), `${path}.pause`);
  const loop = prompt.loop === undefined ? [] : below(numberKind.check?.(prompt.loop, LOOP), `${path}.loop`);
  if ('play' in prompt) {
    if (prompt.play.trim() === '')
      return [missing('Give the address of the sound to play, or remove it.', `${path}.play`)];
    const problem = hasTemplate(prompt.play) ? undefined : urlProblem(prompt.play);
    return problem === undefined ? loop : [badValue(problem, `${path}.play`), ...loop];
  }
  return [...sayProblems(prompt, path), ...loop];
}

function sayProblems(prompt: SayPrompt, path: string): FieldProblem[] {
  if (prompt.say.trim() === '') return [missing('Write what callers hear, or remove this text.', `${path}.say`)];
  const problems = [
    ...below(voiceKind.check?.(prompt.voice ?? '', {}), `${path}.voice`),
    ...below(languageKind.check?.(prompt.language ?? '', {}), `${path}.language`),
  ];
  const limit = speechLimit(prompt.voice);
  if (prompt.say.length > limit) {
    const message = `This text has ${prompt.say.length} characters; the voice speaks at most ${limit} at a time. Split it in two.`;
    problems.push({ code: 'prompt-too-long', severity: 'error', message, path: `${path}.say` });
  }
  if (prompt.ssml) problems.push(...ssmlProblems(prompt.say, prompt.voice, `${path}.say`));
  return problems;
}

/** Characters of one Say by kind of voice: https://www.twilio.com/docs/voice/twiml/say#limits */
function speechLimit(voice = ''): number {
  if (voice.startsWith('Polly.')) return 3_000;
  return voice.startsWith('Google.') ? 5_000 : 4_096;
}

function missing(message: string, path: string): FieldProblem {
  return { code: 'missing-prompt', severity: 'error', message, path };
}

function below(problems: readonly FieldProblem[] = [], path: string): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, path: path + (problem.path ?? '') }));
}

function spots(prompt: Prompt, path: string): TemplateSpot[] {
  const found: TemplateSpot[] = [];
  for (const [name, value] of Object.entries(prompt)) {
    if (typeof value === 'string') found.push({ text: value, path: `${path}.${name}` });
  }
  return found;
}
