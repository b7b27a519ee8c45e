import { expect, it } from 'vitest';
import { firstView, showsSome } from '../../client/canvas/first-view.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

function flow(layout: FlowDocument['layout']): FlowDocument {
  const blocks = Object.keys(layout).map((id): [string, FlowBlock] => [
    id,
    { type: id === 'start' ? 'start' : 'hangup', props: id === 'start' ? { on: 'incoming-call' } : {}, exits: {} },
  ]);
  const document = { version: 1, name: 'Test', settings: {}, variables: {}, layout, tests: [] } as const;
  return { ...document, blocks: Object.fromEntries(blocks) };
}

const SCREEN = { width: 800, height: 600 };
const onScreen = (document: FlowDocument, id: string) => {
  const { x, y, zoom } = firstView(document, SCREEN.width, SCREEN.height);
  const [left, top] = document.layout[id] ?? [0, 0];
  return [left * zoom + x, top * zoom + y] as const;
};

it('begins a long flow that runs to the right at its left edge', () => {
  const [x, y] = onScreen(flow({ start: [0, 0], far: [4000, 0] }), 'start');
  expect(x).toBeCloseTo(28);
  expect(y).toBeGreaterThan(200);
});

it('shows what lies on both sides of the start of a flow that runs down', () => {
  const [x, y] = onScreen(flow({ left: [-2000, 900], start: [0, 0], right: [2000, 1900] }), 'start');
  expect(x).toBeGreaterThan(250);
  expect(x).toBeLessThan(450);
  expect(y).toBeCloseTo(28);
});

it('shows all of a flow that fits', () => {
  const { zoom } = firstView(flow({ start: [0, 0], next: [300, 0] }), SCREEN.width, SCREEN.height);
  expect(zoom).toBe(1);
});

it('can tell a view that shows no block', () => {
  const document = flow({ start: [0, 0] });
  expect(showsSome(document, { x: 10, y: 10, zoom: 1 }, SCREEN)).toBe(true);
  expect(showsSome(document, { x: -5000, y: 10, zoom: 1 }, SCREEN)).toBe(false);
});
