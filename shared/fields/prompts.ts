import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import { ssmlProblems } from './check-ssml.ts';
import type { FieldKind, FieldProblem, TemplateSpot } from './field.ts';
import { languageKind } from './language.ts';
import { fieldOf } from './make.ts';
import { type NumberValue, numberKind } from './number.ts';
import { badValue } from './problem.ts';
import { type Prompt, type PromptsOptions, promptShape, type SayPrompt } from './prompt.ts';
import { spokenPrompts } from './spoken-prompts.ts';
import { urlProblem } from './url.ts';
import { voiceKind } from './voice.ts';

export type { PausePrompt, PlayPrompt, Prompt, PromptsOptions, SayPrompt } from './prompt.ts';

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
  spoken: spokenPrompts,
};

/** A list of texts, sounds and silences. */
export const prompts = fieldOf(promptsKind);

/** Bounds of Say's and Play's loop: https://www.twilio.com/docs/voice/twiml/say#loop */
export const LOOP = { min: 0, max: 1000, unit: 'times' } as const;

/** Bounds of Pause's length: https://www.twilio.com/docs/voice/twiml/pause#length */
export const PAUSE = { min: 1, unit: 's' } as const;

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
