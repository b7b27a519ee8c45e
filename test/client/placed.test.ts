import { expect, it } from 'vitest';
import { placed } from '../../client/state/placed.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

const block = (next?: string): FlowBlock => ({ type: 'say', props: { prompts: [] }, exits: next ? { next } : {} });

function flow(layout: FlowDocument['layout']): FlowDocument {
  const blocks = { a: block('b'), b: block('c'), c: block() };
  return { version: 1, name: 'Test', settings: {}, variables: {}, blocks, layout, tests: [] };
}

it('leaves a flow alone whose blocks all have a place', async () => {
  const document = flow({ a: [0, 0], b: [300, 0], c: [600, 0] });
  expect(await placed(document)).toBe(document);
});

it('lays a flow out that was written without places, from left to right', async () => {
  const { layout } = await placed(flow({}));
  const xs = ['a', 'b', 'c'].map((id) => layout[id]?.[0] ?? Number.NaN);
  expect(xs[0]).toBeLessThan(xs[1] as number);
  expect(xs[1]).toBeLessThan(xs[2] as number);
});

it('puts blocks without a place below the others, which stay', async () => {
  const { layout } = await placed(flow({ a: [40, 500] }));
  expect(layout.a).toEqual([40, 500]);
  expect(layout.b?.[1]).toBeGreaterThan(550);
  expect(layout.c?.[1]).toBeGreaterThan(550);
  expect(layout.b).not.toEqual(layout.c);
});
