import type { ExitSpec } from '../block.ts';
import { attributesOfElement, type DocumentKind } from '../twiml/catalogue/index.ts';
import { asideKind, asideLabel, exitOf } from './document-url.ts';

export interface AsideExitsOptions {
  /** As given to `attributesOf`. */
  readonly prefix?: string;
  readonly parent?: string;
  readonly document?: DocumentKind;
}

/**
 * Exits that a block has because some URL of an element leads to blocks; every name once.
 *
 * @param props props by the names of `attributesOf(tag, options)`
 * @example asideExits({ waitUrl: { exit: 'waiting' } }, 'Enqueue') // [{ name: 'waiting', label: 'While waiting', aside: 'enqueueWait' }]
 */
export function asideExits(
  props: Readonly<Record<string, unknown>>,
  tag: string,
  options: AsideExitsOptions = {},
): readonly ExitSpec[] {
  const exits: ExitSpec[] = [];
  for (const { name, runs } of attributesOfElement(tag, options.parent, options.document)) {
    const aside = asideKind(runs);
    const exit = exitOf(props[(options.prefix ?? '') + name]);
    if (aside === undefined || exit === undefined || exits.some((known) => known.name === exit)) continue;
    exits.push({ name: exit, label: asideLabel(aside), aside });
  }
  return exits;
}
