import type { TwimlElement } from '../../twiml/element.ts';

/** The text directly in an element. */
export function textOf(element: TwimlElement): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
}

export function childrenOf(element: TwimlElement, tag: string): readonly TwimlElement[] {
  return element.children.filter((child): child is TwimlElement => typeof child !== 'string' && child.tag === tag);
}

/** `name` and `value` of an element's children, e.g. of each Parameter; those without a name are left out. */
export function parametersIn(element: TwimlElement, tag = 'Parameter', prefix = ''): Readonly<Record<string, string>> {
  const named = childrenOf(element, tag).flatMap(({ attributes: { name, value = '' } }) =>
    name ? [[prefix + name, value] as const] : [],
  );
  return Object.fromEntries(named);
}
