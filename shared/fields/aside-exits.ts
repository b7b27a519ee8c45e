import { attributesOfElement, type DocumentKind } from '../twiml/catalogue/index.ts';
import { type AsideKind, asideKind, asideLabel, exitOf } from './document-url.ts';

/** An exit to an aside, as blocks list it among their exits. */
export interface AsideExit {
  readonly name: string;
  readonly label: string;
  readonly aside: AsideKind;
}

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
): readonly AsideExit[] {
  const exits: AsideExit[] = [];
  for (const { name, runs } of attributesOfElement(tag, options.parent, options.document)) {
    const aside = asideKind(runs);
    const exit = exitOf(props[(options.prefix ?? '') + name]);
    if (aside === undefined || exit === undefined || exits.some((known) => known.name === exit)) continue;
    exits.push({ name: exit, label: asideLabel(aside), aside });
  }
  return exits;
}
