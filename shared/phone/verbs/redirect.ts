import { Attributes } from '../attributes.ts';
import { resolveUrl } from '../http/url.ts';
import type { Next, VerbRun } from '../types.ts';

/** Goes on with another document; an empty address is the current one. https://www.twilio.com/docs/voice/twiml/redirect */
export function redirect({ element, leg, document }: VerbRun): Next {
  const text = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  const url = resolveUrl(text, document.url);
  if (url === undefined) return { kind: 'error', code: 11100, message: `Redirect: "${text.slice(0, 100)}" is no URL` };
  const method = new Attributes(element, 'Response', leg, document).method('method');
  return { kind: 'document', request: { url, method, purpose: 'redirect' } };
}
