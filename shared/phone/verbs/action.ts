import type { Attributes } from '../attributes.ts';
import type { DocumentRequest, Next, VerbRun } from '../types.ts';

/**
 * Where a verb goes on that asks the document's own URL unless it names another: Gather, Record, Pay.
 * https://www.twilio.com/docs/voice/twiml/gather#action
 */
export function actionRequest(
  { document }: Pick<VerbRun, 'document'>,
  attributes: Attributes,
  parameters: Readonly<Record<string, string>>,
  purpose: string,
): DocumentRequest | undefined {
  const own = !attributes.has('action');
  const url = own ? document.url : attributes.url('action');
  if (url === undefined) return undefined;
  const method = own && !attributes.has('method') ? document.method : attributes.method('method');
  return { url, method, parameters, purpose };
}

/** Goes on with a request, or fails where the action was no URL. https://www.twilio.com/docs/api/errors/11100 */
export function goOn(request: DocumentRequest | undefined, tag: string): Next {
  if (request) return { kind: 'document', request };
  return { kind: 'error', code: 11100, message: `${tag}: the action is no http(s) URL` };
}
