import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFlows, inOrder } from '../../../client/flows/create-flows.ts';
import { boxesOf } from '../../../client/state/card-size.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';
import type { ImportedFlow } from '../../../shared/import/studio/import-many.ts';
import { answerWith, type SeenRequest } from '../support/api.ts';

/** An imported flow that runs others. */
function flow(id: string, runs: readonly string[], ok = true): ImportedFlow {
  const blocks = Object.fromEntries(
    runs.map((other, at) => [`b${at}`, { type: 'subflow', props: { flow: other }, exits: {} }]),
  );
  const layout = Object.fromEntries(runs.map((_other, at) => [`b${at}`, [0, at * 500]]));
  const report = { states: [] };
  const result = ok ? { ok, flow: { name: id, blocks, layout }, report } : { ok, problems: [] };
  return { id, source: { stem: id, text: '' }, result } as unknown as ImportedFlow;
}

const idsOf = (flows: readonly ImportedFlow[]): readonly string[] => inOrder(flows).map(({ id }) => id);

describe('the order in which imported flows are made', () => {
  test('puts a flow behind those it runs', () => {
    expect(idsOf([flow('a', ['b', 'c']), flow('b', ['c']), flow('c', [])])).toEqual(['c', 'b', 'a']);
  });
  test('goes round no circle, and leaves out what could not be imported', () => {
    expect(idsOf([flow('a', ['b']), flow('b', ['a', 'gone']), flow('c', [], false)])).toEqual(['b', 'a']);
  });
});

describe('imported flows on the server', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Gives every flow another id than was planned. */
  const create = ({ body }: SeenRequest) => {
    const { document } = body as { document: FlowDocument };
    return { id: `${document.name}-2`, document, revision: 1 };
  };
  const runs = ({ route, body }: SeenRequest) => {
    const { document = body } = body as { document?: FlowDocument };
    const blocks = Object.values((document as FlowDocument).blocks) as FlowBlock[];
    return `${route} ${blocks.map(({ props }) => props.flow).join()}`;
  };

  test('run each other by the ids that the server gave', async () => {
    const seen = answerWith({ 'POST /flows': create });
    expect(await createFlows([flow('a', ['b']), flow('b', ['elsewhere'])], new Map())).toBe('a-2');
    expect(seen.map(runs)).toEqual(['POST /flows elsewhere', 'POST /flows b-2']);
  });

  test('also where they run themselves or go in a circle', async () => {
    const saved = { revision: 2, updatedAt: '2026-01-01T00:00:00Z' };
    const drafts = { 'PUT /flows/a-2/draft': saved, 'PUT /flows/b-2/draft': saved };
    const seen = answerWith({ 'POST /flows': create, ...drafts });
    await createFlows([flow('a', ['a', 'b']), flow('b', ['a'])], new Map());
    expect(seen.slice(2).map(runs)).toEqual(['PUT /flows/b-2/draft a-2', 'PUT /flows/a-2/draft a-2,b-2']);
  });

  test('are not made twice when a second attempt follows a failed one', async () => {
    const answers: Parameters<typeof answerWith>[0] = { 'POST /flows': create };
    const seen = answerWith(answers);
    const flows = [flow('a', ['b']), flow('b', [])];
    const made = new Map();
    answers['POST /flows'] = (request) => (seen.length > 1 ? 500 : create(request));
    await expect(createFlows(flows, made)).rejects.toThrow();
    answers['POST /flows'] = create;
    expect(await createFlows(flows, made)).toBe('a-2');
    expect(seen.map(runs)).toEqual(['POST /flows ', 'POST /flows b-2', 'POST /flows b-2']);
  });

  test('have no card on another', async () => {
    const close = flow('a', ['b', 'c']);
    const layout = { b0: [0, 0], b1: [0, 60] } as const;
    if (close.result.ok) Object.assign(close.result.flow, { layout });
    const seen = answerWith({ 'POST /flows': create });
    await createFlows([close], new Map());
    const body = seen[0]?.body as { document: FlowDocument };
    const [above, below] = boxesOf(body.document);
    expect(above?.bottom).toBeLessThan(below?.top ?? 0);
  });
});
