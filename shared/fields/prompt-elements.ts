import type { FlowSettings } from '../flow/types.ts';
import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';
import { legal } from '../twiml/escape.ts';
import { parseFragment } from '../twiml/parse.ts';
import { numberText } from './number.ts';
import { LOOP, PAUSE, type Prompt, type SayPrompt } from './prompts.ts';

/** Something an author should know about, in the shape of a block's notes. */
export interface PromptNote {
  readonly code: string;
  readonly message: string;
}

/**
 * Say, Play and Pause elements of a rendered list of prompts. Voice and language come from the piece, else from the flow's
 * settings. Pieces that are empty are left out, since Twilio refuses them; SSML that cannot be read is spoken as plain
 * text. Both leave a note.
 */
export function promptElements(
  prompts: readonly Prompt[] | undefined,
  context: { readonly settings: FlowSettings },
): { readonly elements: readonly TwimlElement[]; readonly notes: readonly PromptNote[] } {
  const elements: TwimlElement[] = [];
  const notes: PromptNote[] = [];
  for (const prompt of prompts ?? []) {
    if ('pause' in prompt) {
      elements.push(element('Pause', { length: numberText(prompt.pause, PAUSE) }));
    } else if ('play' in prompt) {
      const address = prompt.play.trim();
      if (address === '') notes.push(empty('sound'));
      else elements.push(element('Play', { loop: loopText(prompt.loop) }, address));
    } else if (prompt.say.trim() === '') notes.push(empty('text'));
    else elements.push(say(prompt, context.settings, notes));
  }
  return { elements, notes };
}

function say(prompt: SayPrompt, settings: FlowSettings, notes: PromptNote[]): TwimlElement {
  const attributes = { ...speaker(prompt, settings), loop: loopText(prompt.loop) };
  return element('Say', attributes, ...(prompt.ssml ? ssml(prompt.say, notes) : [prompt.say]));
}

/**
 * A voice speaks certain languages only, so one side chosen for a piece is never paired with the other side of the
 * settings unless they were meant for each other.
 */
function speaker(prompt: SayPrompt, settings: FlowSettings): { voice?: string; language?: string } {
  const voice = prompt.voice || undefined;
  const language = prompt.language || undefined;
  if (voice !== undefined)
    return { voice, language: language ?? (voice.includes('.') ? undefined : settings.language) };
  if (language !== undefined && language !== settings.language) {
    const basic = settings.voice !== undefined && !settings.voice.includes('.');
    return { voice: basic ? settings.voice : undefined, language };
  }
  return {
    voice: settings.voice,
    language: language ?? (settings.voice?.includes('.') ? undefined : settings.language),
  };
}

function ssml(text: string, notes: PromptNote[]): readonly TwimlNode[] {
  const readable = legal(text);
  const parsed = parseFragment(readable);
  if (parsed.ok) return parsed.nodes;
  notes.push({
    code: 'bad-ssml',
    message: `The SSML cannot be read and was spoken as plain text: ${parsed.error.message}`,
  });
  const plain = readable
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [plain === '' ? readable : plain];
}

function loopText(loop: unknown): string | undefined {
  return loop === undefined || loop === '' ? undefined : numberText(loop, LOOP);
}

function empty(what: string): PromptNote {
  return { code: 'empty-prompt', message: `A prompt has no ${what} and was left out.` };
}
