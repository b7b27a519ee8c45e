import type { TwimlElement } from '../../twiml/element.ts';

/** The first element in a verb; what it works with. */
export function nounOf(element: TwimlElement): TwimlElement | undefined {
  return element.children.find((child): child is TwimlElement => typeof child !== 'string');
}
