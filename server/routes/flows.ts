import { flowIdFor } from '../../shared/api/flow-id.ts';
import { blockTypes, newBlock } from '../../shared/blocks/index.ts';
import { bindingUses, checkBindings } from '../../shared/check/bindings.ts';
import { checkCalledFlows } from '../../shared/check/called-flows.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import { diffFlows } from '../../shared/flow/diff.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { templates } from '../../shared/templates/index.ts';
import type { EnvironmentDesk } from '../environments/desk.ts';
import { knownFlows, pinsFor } from '../flows/called.ts';
import { createCallers } from '../flows/callers.ts';
import type { NumberStore } from '../store/numbers.ts';
import type { OperationStore, Step } from '../store/operations.ts';
import type { FlowRecord, FlowStore, FlowSummary } from '../store/store.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

export interface FlowRoutesDeps {
  readonly flows: FlowStore;
  readonly numbers: NumberStore;
  readonly operations: OperationStore;
  readonly environments: Pick<EnvironmentDesk, 'known'>;
  readonly now: () => number;
  /** Called after new calls of a flow get another version than before, or none. */
  readonly onLive: (flow: string) => void;
}

/** Flows and their drafts. */
export function flowHandlers({
  flows,
  numbers,
  operations,
  environments,
  now,
  onLive,
}: FlowRoutesDeps): Pick<ApiHandlers, FlowRoutes> {
  const callers = createCallers(flows);
  return {
    async listFlows() {
      const calledBy = await callers.all();
      const list = (await flows.list()).map((flow) => ({
        ...summaryView(flow),
        calledBy: calledBy.get(flow.id) ?? [],
      }));
      return { status: 200, body: { flows: list } };
    },

    async createFlow({ body }) {
      const flow = 'document' in body ? acceptDocument(body.document) : fromTemplate(body.template, body.name);
      const record = await addFlow(flows, flow, now());
      return {
        status: 201,
        body: flowView(record),
        revision: record.revision,
        headers: { location: `/api/v1/flows/${record.id}` },
      };
    },

    async getFlow({ params }) {
      const record = await findFlow(flows, params.id);
      return { status: 200, body: flowView(record), revision: record.revision };
    },

    async saveDraft({ params, text, revision }) {
      const flow = acceptDocument(text);
      const save = { id: params.id, name: flow.name, document: writeFlow(flow), revision, now: now() };
      const result = await flows.saveDraft(save);
      if (!result) throw noFlow(params.id);
      if (!result.saved) throw staleDraft(result.flow, flow);
      const { revision: saved, updatedAt } = result.flow;
      return { status: 200, body: { revision: saved, updatedAt }, revision: saved };
    },

    async deleteFlow({ params }) {
      const bound = await numbersOf(params.id, numbers, operations);
      if (bound.length > 0) {
        const names = bound.join(', ');
        const message = `${names} still points at this flow. Put back what was there before, or point it at another flow.`;
        throw new ApiFailure(409, 'number-in-use', message);
      }
      const calledBy = (await callers.all()).get(params.id) ?? [];
      if (calledBy.length > 0) {
        const list = await flows.list();
        const names = calledBy.map((id) => `"${list.find((flow) => flow.id === id)?.name ?? id}"`).join(', ');
        const message = `${names} ${calledBy.length === 1 ? 'runs' : 'run'} this flow. Take the block that does out there, and publish that.`;
        throw new ApiFailure(409, 'flow-is-called', message);
      }
      if (!(await flows.remove(params.id))) throw noFlow(params.id);
      onLive(params.id);
      return { status: 204 };
    },

    async getProblems({ params }) {
      const record = await findFlow(flows, params.id);
      const flow = acceptDocument(record.document);
      const bindings = checkBindings(bindingUses(flow, blockTypes), environments.known());
      const pins = await pinsFor(flows, { id: params.id, document: flow });
      const calls = checkCalledFlows(flow, blockTypes, await knownFlows(flows, params.id, pins));
      const problems = [...checkFlow(flow, blockTypes), ...bindings, ...calls];
      return { status: 200, body: { revision: record.revision, problems } };
    },
  };
}

type FlowRoutes = 'listFlows' | 'createFlow' | 'getFlow' | 'saveDraft' | 'deleteFlow' | 'getProblems';

/** Stores a new flow under an id made of its name. */
export async function addFlow(flows: FlowStore, flow: FlowDocument, now: number): Promise<FlowRecord> {
  const base = flowIdFor(flow.name);
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    const record = await flows.create({ id, name: flow.name, document: writeFlow(flow), now });
    if (record) return record;
  }
}

/** @throws ApiFailure 404 */
export async function findFlow(flows: FlowStore, id: string): Promise<FlowRecord> {
  const record = await flows.get(id);
  if (!record) throw noFlow(id);
  return record;
}

/** @throws ApiFailure 400 with the path of everything that is wrong, 413 for too many bytes */
export function acceptDocument(input: unknown): FlowDocument {
  const result = readFlow(input);
  if (result.ok) return result.flow;
  const [first] = result.problems;
  const more = result.problems.length > 1 ? ` (and ${result.problems.length - 1} more)` : '';
  const message = `The document was refused: ${first?.message ?? 'it is not a flow.'}${more}`;
  throw new ApiFailure(first?.code === 'too-large' ? 413 : 400, 'bad-document', message, { problems: result.problems });
}

/** Numbers whose calls or messages go to a flow, or are about to, or may do so because nobody knows yet. */
async function numbersOf(flow: string, numbers: NumberStore, operations: OperationStore): Promise<string[]> {
  const set = (await numbers.wirings()).filter((wiring) => wiring.flow === flow);
  const open = (await operations.open()).flatMap(({ steps }) => steps.filter(({ memory }) => leadsTo(flow, memory)));
  return [...new Set([...set, ...open].map(({ phoneNumber }) => phoneNumber))];
}

function leadsTo(flow: string, { before, after }: Step['memory']): boolean {
  return [...before, ...after].some((wiring) => wiring.flow === flow);
}

/** 412 with what is stored now and how it differs from what the sender holds. */
export function staleDraft(current: FlowRecord, sent?: FlowDocument): ApiFailure {
  const document = documentOf(current.document);
  const message = `Somebody else saved this flow: it is at revision ${current.revision} now. Nothing was overwritten.`;
  return new ApiFailure(412, 'stale-revision', message, {
    extra: { current: { revision: current.revision, document }, changes: sent ? diffFlows(sent, document) : [] },
    headers: { etag: `"r${current.revision}"` },
  });
}

/** A stored document as the API shows it. It was checked when it was stored. */
export function documentOf(text: string): FlowDocument {
  const flow = JSON.parse(text) as FlowDocument;
  // Canonical text leaves an empty list of tests out.
  return { ...flow, tests: flow.tests ?? [] };
}

/** The members of a flow that lists show; whatever else the store's record holds stays here. */
export function summaryView(record: FlowSummary): FlowSummary {
  const { id, name, revision, live, liveRevision, calls, createdAt, updatedAt } = record;
  return { id, name, revision, live, liveRevision, calls, createdAt, updatedAt };
}

function flowView(record: FlowRecord): unknown {
  return { ...summaryView(record), document: documentOf(record.document) };
}

function fromTemplate(id: string | undefined, name: string | undefined): FlowDocument {
  const template = id === undefined ? undefined : templates.find((candidate) => candidate.id === id);
  if (id !== undefined && !template) {
    const known = templates.map((candidate) => candidate.id).join(', ');
    throw new ApiFailure(404, 'no-such-template', `There is no template "${id.slice(0, 60)}"; there are ${known}.`);
  }
  const flow = template?.document ?? emptyFlow();
  return name === undefined ? flow : { ...flow, name };
}

/** A flow with nothing but the place where calls come in. */
function emptyFlow(): FlowDocument {
  return {
    version: 1,
    name: 'New flow',
    settings: { typedVariables: true },
    variables: {},
    blocks: { start: newBlock('start') },
    layout: { start: [80, 200] },
    tests: [],
  };
}

function noFlow(id: string): ApiFailure {
  return new ApiFailure(404, 'no-such-flow', `There is no flow "${id}".`);
}
