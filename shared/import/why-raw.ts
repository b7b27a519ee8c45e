import type { Channel } from '../block.ts';
import type { LocatedElement } from '../twiml/parse-located.ts';
import { findBlock, isSpokenByBlocks } from './find-block.ts';

/** What keeps an element from being held by a block, and where. */
export interface Obstacle {
  readonly path: string;
  readonly message: string;
}

/**
 * Why no block can hold a verb: nothing speaks it, or – found by leaving out one after the other – the attribute or the
 * element without which a block could.
 */
export function whyRaw(verb: LocatedElement, path: string, channel: Channel, patience: Patience): Obstacle {
  const { tag } = verb;
  if (!isSpokenByBlocks(tag)) return { path, message: `no block speaks ${tag}` };
  for (const [without, obstacle] of reduced(verb, path)) {
    patience.characters -= verb.to - verb.from + EACH;
    if (patience.characters < 0) break;
    if (findBlock(without, channel) !== undefined) return obstacle;
  }
  return { path, message: `no block can hold this ${tag} as a whole` };
}

/** How much may still be tried for a document: it is read while people wait. */
export interface Patience {
  characters: number;
}

/** Some hundreds of tries with verbs as they usually are. */
export const newPatience = (): Patience => ({ characters: 300_000 });

/** What a try costs whatever the size of the verb. */
const EACH = 500;

/** The element with one attribute or child less, for each of those in it. */
function* reduced(element: LocatedElement, path: string): Generator<readonly [LocatedElement, Obstacle]> {
  const { tag, attributes, children } = element;
  for (const name of Object.keys(attributes)) {
    const { [name]: _without, ...others } = attributes;
    const message = `the block for ${tag} cannot hold ${name}="${(attributes[name] ?? '').slice(0, 60)}"`;
    yield [
      { ...element, attributes: others },
      { path: `${path}/@${name}`, message },
    ];
  }
  const counts = new Map<string, number>();
  for (const [index, child] of children.entries()) {
    const replaced = (by: readonly LocatedElement[]) => ({ ...element, children: children.toSpliced(index, 1, ...by) });
    if (typeof child === 'string') {
      yield [replaced([]), { path, message: `the block for ${tag} cannot hold this text beside elements` }];
      continue;
    }
    const count = (counts.get(child.tag) ?? 0) + 1;
    counts.set(child.tag, count);
    const inner = `${path}/${child.tag}[${count}]`;
    for (const [less, obstacle] of reduced(child, inner)) yield [replaced([less]), obstacle];
    yield [replaced([]), { path: inner, message: `the block for ${tag} cannot hold this ${child.tag}` }];
  }
}
