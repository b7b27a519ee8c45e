import type { AnyBlock } from '../block.ts';
import { type FlowDocument, RESERVED_NAMES, VARIABLE_NAME } from '../flow/types.ts';
import { isOuter, type NamePlace, templateNames } from '../template/names.ts';
import { type FlowText, flowTexts, type TextPlace } from './texts.ts';

/** One text that uses a variable. */
export interface VariableUse {
  readonly place: TextPlace;
  readonly how: 'reads' | 'writes' | 'tests';
  /** The text, or what of it is around the first place. */
  readonly excerpt: string;
}

/** Texts that use each variable of a flow, by its name, declared or not; one entry for each text. */
export function variableUses(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
): ReadonlyMap<string, readonly VariableUse[]> {
  const uses = new Map<string, VariableUse[]>();
  for (const text of flowTexts(flow, types)) {
    for (const [name, at] of namesIn(text)) {
      const use: VariableUse = { place: text.place, how: HOW[text.role], excerpt: excerpt(text, at) };
      const list = uses.get(name);
      if (list) list.push(use);
      else uses.set(name, [use]);
    }
  }
  return uses;
}

/** Where a text names a variable, or gives its own variables that name where that may be meant too. */
export function placesOf(text: string, name: string): readonly NamePlace[] {
  const named = (templateNames(text)?.places ?? []).filter((place) => place.name === name && place.means !== 'loop');
  // Behind an `assign` that is not always passed, a name is the template's own or not: they can only be renamed together.
  const together = named.some(({ means }) => means === 'either');
  return together ? named : named.filter(({ means }) => isOuter(means));
}

/** The name a path begins with. */
export function rootOf(path: string): string {
  return /^\s*([^.[\s]*)/.exec(path)?.[1] ?? '';
}

const HOW = { template: 'reads', written: 'writes', tested: 'tests' } as const;

/** Variables a text uses, each with the index of its first place. */
function namesIn({ text, role }: FlowText): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (name: string, at: number): void => {
    if (VARIABLE_NAME.test(name) && !RESERVED_NAMES.includes(name) && !found.has(name)) found.set(name, at);
  };
  if (role !== 'template') add(rootOf(text), 0);
  else for (const { name, start, means } of templateNames(text)?.places ?? []) if (isOuter(means)) add(name, start);
  return found;
}

const SHOWN = 80;

function excerpt({ text, bare }: FlowText, at: number): string {
  if (bare) return text.slice(3, -3);
  const line = text.replace(/\s/g, ' ');
  if (line.length <= SHOWN) return line.trim();
  const from = Math.max(0, Math.min(at - SHOWN / 3, line.length - SHOWN));
  const to = from + SHOWN;
  return `${from > 0 ? '…' : ''}${line.slice(from, to).trim()}${to < line.length ? '…' : ''}`;
}
