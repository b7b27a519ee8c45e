import { blockTypes } from '../../../shared/blocks/index.ts';
import { checkCalledFlows } from '../../../shared/check/called-flows.ts';
import { checkFlow } from '../../../shared/check/check.ts';
import { readCallVariables } from '../../../shared/flow/call-variables.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { FlowDocument, Json } from '../../../shared/flow/types.ts';
import { knownFlows, pinsFor } from '../../flows/called.ts';
import { ApiFailure } from '../../routes/failure.ts';
import { acceptDocument, findFlow } from '../../routes/flows.ts';
import type { FlowStore } from '../../store/store.ts';

/** A version that calls can be pinned to. */
export interface ReadyFlow {
  readonly document: FlowDocument;
  readonly version: number;
}

/** The version that a number's callers get now. @throws ApiFailure 404, 409 */
export async function publishedToCall(flows: FlowStore, id: string): Promise<ReadyFlow> {
  const flow = await findFlow(flows, id);
  const version = flow.live === null ? undefined : await flows.version(id, flow.live);
  if (!version) {
    const message = `"${flow.name}" is not published, so nobody would hear anything. Publish it first, or call with the draft.`;
    throw new ApiFailure(409, 'not-published', message);
  }
  return answersCalls(flow.name, { document: acceptDocument(version.document), version: version.version });
}

/** The version that calls get now in an environment. @throws ApiFailure 404, 409 */
export async function runningToCall(flows: FlowStore, id: string, environment = LIVE): Promise<ReadyFlow> {
  if (environment === LIVE) return publishedToCall(flows, id);
  const { name } = await findFlow(flows, id);
  const running = await flows.running(id, environment);
  const version = running === null ? undefined : await flows.version(id, running);
  if (!version) throw new ApiFailure(409, 'not-published', `"${name}" does not run in "${environment}".`);
  return answersCalls(name, { document: acceptDocument(version.document), version: version.version });
}

/** The draft as it is now, kept as it is. @throws ApiFailure 404, 409, or 422 where it has errors */
export async function draftToCall(flows: FlowStore, id: string, now: number): Promise<ReadyFlow> {
  const flow = await findFlow(flows, id);
  const calls = await pinsFor(flows, { id, document: acceptDocument(flow.document) });
  const snapshot = await flows.snapshot(id, now, calls);
  const document = acceptDocument((snapshot ?? flow).document);
  const known = await knownFlows(flows, id, calls);
  const problems = [...checkFlow(document, blockTypes), ...checkCalledFlows(document, blockTypes, known)];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0 || !snapshot) {
    const message = `The draft has ${errors === 1 ? 'an error' : `${errors} errors`}. Nobody was called.`;
    throw new ApiFailure(422, 'flow-has-errors', message, { extra: { problems } });
  }
  return answersCalls(flow.name, { document, version: snapshot.version });
}

/** @throws ApiFailure 422 naming every variable that is wrong */
export function variablesFor(
  { variables }: FlowDocument,
  given: Readonly<Record<string, string | number | boolean>>,
): Readonly<Record<string, Json>> {
  const read = readCallVariables(variables, given);
  if (read.ok) return read.values;
  const problems = read.problems.map(({ name, code, message }) => ({ path: `$.variables.${name}`, message, code }));
  throw new ApiFailure(422, 'bad-variables', problems.map(({ message }) => message).join(' '), { problems });
}

function answersCalls(name: string, ready: ReadyFlow): ReadyFlow {
  const entries = Object.values(ready.document.blocks).map(({ type, props }) =>
    blockTypes.get(type)?.entry?.(props as never),
  );
  if (entries.includes('outgoing-call') || entries.includes('incoming-call')) return ready;
  throw new ApiFailure(409, 'no-entry', `"${name}" has no start block for calls.`);
}
