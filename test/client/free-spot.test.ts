import { expect, it } from 'vitest';
import { boxesOf } from '../../client/state/card-size.ts';
import { edits, type Point } from '../../client/state/edits.ts';
import { freeSpot } from '../../client/state/free-spot.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

function flow(blocks: Record<string, FlowBlock>, layout: FlowDocument['layout']): FlowDocument {
  return { version: 1, name: 'Test', settings: {}, variables: {}, blocks, layout, tests: [] };
}

/** A menu with as many choices, whose card is that much longer. */
function menu(choices: number): FlowBlock {
  const list = Array.from({ length: choices }, (_, index) => ({
    id: `choice${index + 1}`,
    key: String(index + 1),
    label: '',
    phrases: [],
  }));
  return { type: 'menu', props: { choices: list }, exits: {} };
}

function add(document: FlowDocument, type: string, at: Point): FlowDocument {
  return edits.place(document, type, freeSpot(document, type, at)).document;
}

/** Pairs of cards of which one covers the other. */
function overlaps(document: FlowDocument): number {
  const boxes = boxesOf(document);
  return boxes.flatMap((a, index) =>
    boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  ).length;
}

it('takes the spot itself where it is free', () => {
  expect(freeSpot(flow({}, {}), 'dial', [350, 120])).toEqual([350, 120]);
  expect(freeSpot(flow({ menu: menu(2) }, { menu: [0, 120] }), 'dial', [350, 120])).toEqual([350, 120]);
});

it('goes below the card that lies there, and no further than needed', () => {
  const one = add(flow({ menu: menu(2) }, { menu: [0, 120] }), 'dial', [350, 272]);
  const two = add(one, 'dial', [350, 296]);
  expect(two.layout.dial).toEqual([350, 272]);
  expect(two.layout.dial2?.[0]).toBe(350);
  const { bottom } = boxesOf(one).at(-1) ?? { bottom: 0 };
  expect(two.layout.dial2?.[1]).toBeGreaterThan(bottom);
  expect(two.layout.dial2?.[1]).toBeLessThan(bottom + 50);
});

it('takes a gap between two cards only where the new one fits into it', () => {
  const far = flow({ a: menu(1), b: menu(1) }, { a: [0, 0], b: [0, 500] });
  expect(freeSpot(far, 'hangup', [0, 20])[1]).toBeLessThan(400);
  const near = flow({ a: menu(1), b: menu(1) }, { a: [0, 0], b: [0, 240] });
  expect(freeSpot(near, 'hangup', [0, 20])[1]).toBeGreaterThan(300);
});

it('finds room for every exit of a long menu, near to it', () => {
  const start = flow({ menu: menu(10) }, { menu: [0, 0] });
  const rows = Array.from({ length: 10 }, (_, index) => index);
  const full = rows.reduce((document, row) => add(document, 'dial', [350, 80 + row * 24]), start);
  expect(overlaps(full)).toBe(0);
  expect(Math.max(...Object.values(full.layout).map(([x]) => x))).toBeLessThan(1200);
  expect(Math.max(...Object.values(full.layout).map(([, y]) => y))).toBeLessThan(1600);
});

it('goes by how long cards are', () => {
  const long = flow({ a: menu(20) }, { a: [350, 0] });
  const beside = add(long, 'menu', [350, 400]);
  expect(overlaps(beside)).toBe(0);
  expect(beside.layout.menu).not.toEqual([350, 400]);
});

it('goes to the right where the way down is long', () => {
  const tower = flow({ a: menu(40) }, { a: [350, 0] });
  const [x, y] = freeSpot(tower, 'say', [350, 10]);
  expect(x).toBeGreaterThan(590);
  expect(y).toBe(10);
});

it('counts blocks without a place where they are drawn', () => {
  expect(freeSpot(flow({ a: menu(1) }, {}), 'say', [10, 10])).not.toEqual([10, 10]);
});
