import { literal } from '../template/literal.ts';
import type { TwimlElement, TwimlNode } from '../twiml/element.ts';

import { readAttributes } from './read-attributes.ts';
import { readNouns } from './read-nouns.ts';
import { textOf } from './read-prompts.ts';
import { TARGET_KINDS, TARGET_NOUNS, type TargetKind } from './target-fields.ts';
import type { Target } from './targets.ts';

/** The lines that are spoken as exactly these children of a Dial; undefined where some child is no target. */
export function readTargets(children: readonly TwimlNode[]): readonly Target[] | undefined {
  const text = textOf(children);
  if (text !== undefined) return text.trim() === '' ? undefined : [{ kind: 'number', to: literal(text), plain: true }];
  const found: Target[] = [];
  for (const child of children) {
    const target = typeof child === 'string' ? undefined : readTarget(child);
    if (target === undefined) return undefined;
    found.push(target);
  }
  return found;
}

function readTarget(noun: TwimlElement): Target | undefined {
  const kind = TARGET_KINDS.find((one) => TARGET_NOUNS[one] === noun.tag);
  const attributes = kind && readAttributes(noun, noun.tag, { parent: 'Dial' });
  const content = kind && readContent(kind, noun.children);
  if (kind === undefined || attributes === undefined || content === undefined) return undefined;
  return { kind, ...content, ...(Object.keys(attributes).length > 0 && { attributes }) };
}

function readContent(kind: TargetKind, children: readonly TwimlNode[]): Pick<Target, 'to' | 'children'> | undefined {
  const text = textOf(children);
  if (text !== undefined && kind !== 'application') return { to: literal(text) };
  const [first, ...rest] = children;
  if (kind === 'sip') {
    const inside = readNouns(children, { parent: 'Sip' });
    return inside && { to: '', children: inside };
  }
  const name = kind === 'client' ? 'Identity' : kind === 'application' ? 'ApplicationSid' : undefined;
  if (typeof first !== 'object' || first.tag !== name || Object.keys(first.attributes).length > 0) return undefined;
  const to = textOf(first.children);
  const inside = readNouns(rest, { parent: TARGET_NOUNS[kind] });
  if (to === undefined || inside === undefined) return undefined;
  return { to: literal(to), ...((kind === 'client' || inside.length > 0) && { children: inside }) };
}
