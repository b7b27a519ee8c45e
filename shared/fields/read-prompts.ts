import { literal } from '../template/literal.ts';
import type { TwimlElement, TwimlNode } from '../twiml/element.ts';
import { serialiseFragment } from '../twiml/serialise.ts';
import type { Prompt } from './prompts.ts';
import { readAttributes } from './read-attributes.ts';

/**
 * The prompts that `promptElements` speaks as exactly these nodes; undefined where there is anything but Say, Play and
 * Pause, or one of them says what no prompt can hold.
 */
export function readPrompts(nodes: readonly TwimlNode[]): readonly Prompt[] | undefined {
  const prompts: Prompt[] = [];
  for (const node of nodes) {
    const prompt = typeof node === 'string' ? undefined : readPrompt(node);
    if (prompt === undefined) return undefined;
    prompts.push(prompt);
  }
  return prompts;
}

function readPrompt(element: TwimlElement): Prompt | undefined {
  const { tag, children } = element;
  const attributes = readAttributes(element, tag);
  if (attributes === undefined) return undefined;
  if (tag === 'Say') return { ...spoken(children), ...attributes };
  if (tag === 'Play') {
    const address = textOf(children);
    const { digits, ...rest } = attributes;
    return address === undefined || digits !== undefined ? undefined : { play: literal(address.trim()), ...rest };
  }
  if (tag === 'Pause' && children.length === 0) return { pause: attributes.length ?? '' };
  return undefined;
}

function spoken(children: readonly TwimlNode[]): { say: string; ssml?: true } {
  const text = textOf(children);
  return text === undefined ? { say: literal(serialiseFragment(children)), ssml: true } : { say: literal(text) };
}

/** Text alone; undefined where there are elements. */
export function textOf(children: readonly TwimlNode[]): string | undefined {
  return children.every((child) => typeof child === 'string') ? children.join('') : undefined;
}
