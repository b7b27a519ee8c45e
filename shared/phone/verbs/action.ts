import type { Attributes } from '../attributes.ts';
import type { DocumentRequest, VerbRun } from '../types.ts';

/**
 * Where a verb goes on that asks the document's own URL unless it names another: Gather, Record, Pay. An action that is no
 * URL is warned of and counts as absent. https://www.twilio.com/docs/voice/twiml/gather#action
 */
export function actionRequest(
  { document }: Pick<VerbRun, 'document'>,
  attributes: Attributes,
  parameters: Readonly<Record<string, string>>,
  purpose: string,
): DocumentRequest {
  const url = attributes.url('action');
  const own = url === undefined && !attributes.has('method');
  const method = own ? document.method : attributes.method('method');
  return { url: url ?? document.url, method, parameters, purpose };
}
