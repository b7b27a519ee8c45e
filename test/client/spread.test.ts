import { describe, expect, it } from 'vitest';
import { boxesOf } from '../../client/state/card-size.ts';
import type { Point } from '../../client/state/edits.ts';
import { spread } from '../../client/state/spread.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { imported, ownDocuments } from '../import/studio/support/documents.ts';

const dial: FlowBlock = { type: 'dial', props: { targets: [{ kind: 'number', to: '+15550100111' }] }, exits: {} };

function flow(places: readonly Point[]): FlowDocument {
  const ids = places.map((_, index) => `dial${index}`);
  const blocks = Object.fromEntries(ids.map((id) => [id, dial]));
  const layout = Object.fromEntries(places.map((at, index) => [`dial${index}`, at]));
  return { version: 1, name: 'Test', settings: {}, variables: {}, blocks, layout, tests: [] };
}

/** Pairs of cards of which one covers the other. */
function overlaps(document: FlowDocument): number {
  const boxes = boxesOf(document);
  return boxes.flatMap((a, index) =>
    boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  ).length;
}

/** Ids of blocks from left to right, and from the top down. */
function orders({ layout }: FlowDocument) {
  return ([0, 1] as const).map((axis) =>
    Object.keys(layout).sort((a, b) => (layout[a]?.[axis] ?? 0) - (layout[b]?.[axis] ?? 0)),
  );
}

it('leaves a flow alone whose cards leave each other free, however close', () => {
  const document = flow([
    [0, 0],
    [241, 0],
    [0, 400],
  ]);
  expect(spread(document)).toBe(document);
});

describe.each<[string, Point[]]>([
  [
    'a little too close, side by side',
    [
      [-100, 40],
      [100, 44],
      [300, 48],
    ],
  ],
  [
    'a little too close, one below the other',
    [
      [0, -90],
      [10, 60],
      [20, 220],
    ],
  ],
  [
    'crowded',
    Array.from(
      { length: 24 },
      (_, index): Point => [(index % 6) * 170 + index, Math.floor(index / 6) * 110 + (index % 6)],
    ),
  ],
  [
    'almost at one place',
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [900, 3],
      [0, 500],
    ],
  ],
])('cards %s', (_name, places) => {
  const before = flow(places);
  const after = spread(before);

  it('are spread until none covers another', () => {
    expect(overlaps(before)).toBeGreaterThan(0);
    expect(overlaps(after)).toBe(0);
  });

  it('keep their order', () => {
    expect(orders(after)).toEqual(orders(before));
  });

  it('stay together', () => {
    expect(Math.max(...Object.values(after.layout).flat())).toBeLessThan(2600);
  });
});

it('parts cards that lie at the very same place', () => {
  expect(
    overlaps(
      spread(
        flow([
          [80, 80],
          [80, 80],
          [80, 80],
        ]),
      ),
    ),
  ).toBe(0);
});

it.each(Object.entries(ownDocuments))('%s of Studio has no card on another', (_name, text) => {
  expect(overlaps(spread(imported(text).flow))).toBe(0);
});
