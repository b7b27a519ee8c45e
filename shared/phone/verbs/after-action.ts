import type { Attributes } from '../attributes.ts';
import type { DocumentRequest, Next, VerbRun } from '../types.ts';

/** Where a verb whose action has no default goes on: with the action's document, or the next verb. */
export function afterAction(attributes: Attributes, purpose: string, parameters: Record<string, string>): Next {
  const request = actionRequest(attributes, purpose, parameters);
  return request ? { kind: 'document', request } : { kind: 'next' };
}

/** Tells the action of a call that has ended; what it answers changes nothing any more. */
export function actionAfterHangUp(
  { leg, exchange }: VerbRun,
  attributes: Attributes,
  purpose: string,
  parameters: Record<string, string>,
): void {
  const request = actionRequest(attributes, purpose, parameters);
  if (request) exchange.callback(leg, request);
}

function actionRequest(
  attributes: Attributes,
  purpose: string,
  parameters: Record<string, string>,
): DocumentRequest | undefined {
  const url = attributes.url('action');
  return url === undefined ? undefined : { url, method: attributes.method('method'), parameters, purpose };
}
