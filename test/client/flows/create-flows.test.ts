import { describe, expect, test } from 'vitest';
import { inOrder } from '../../../client/flows/create-flows.ts';
import type { ImportedFlow } from '../../../shared/import/studio/import-many.ts';

/** An imported flow that runs others. */
function flow(id: string, runs: readonly string[], ok = true): ImportedFlow {
  const blocks = Object.fromEntries(
    runs.map((other, at) => [`b${at}`, { type: 'subflow', props: { flow: other }, exits: {} }]),
  );
  const result = ok ? { ok, flow: { blocks } } : { ok, problems: [] };
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
