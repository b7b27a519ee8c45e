import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { coverFlow } from '../../shared/rehearsal/coverage.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { survey } from '../../shared/templates/survey.ts';

const { document: flow } = survey;

describe('coverage of the survey', () => {
  it('is nothing where nobody called', () => {
    const { blocks, exits } = coverFlow(flow, blockTypes, []);
    expect(blocks).toEqual({ covered: 0, total: 10, missed: Object.keys(flow.blocks) });
    expect([exits.covered, exits.total]).toEqual([0, 18]);
  });

  // Counted by hand: 5 → not called back; 9 → asked again, hung up in the prompt.
  it('counts blocks and exits of two calls', async () => {
    const calls = await Promise.all(
      [
        [{ press: '5' }, { press: '2' }, { says: 'Goodbye' }],
        [{ press: '9' }, { at: 'rating' }, { hangUp: true as const }],
      ].map((steps) => runTest({ name: 'Call', steps }, { flow, types: blockTypes })),
    );
    const { blocks, exits, counts } = coverFlow(
      flow,
      blockTypes,
      calls.map(({ path }) => path),
    );
    expect(blocks).toEqual({ covered: 7, total: 10, missed: ['sorry', 'comment', 'wanted'] });
    expect(exits.covered).toBe(8);
    expect(exits.missed.map(({ block, exit }) => `${block}.${exit}`)).toEqual([
      'rating.noInput',
      'judge.unhappy',
      'sorry.next',
      'comment.recorded',
      'comment.silence',
      'comment.hungUp',
      'callBackMenu.yes',
      'callBackMenu.noInput',
      'callBackMenu.noMatch',
      'wanted.next',
    ]);
    expect(exits.missed[0]?.label).toBe('Nobody answered');
    expect(counts.start).toEqual({ visits: 2, exits: { next: 2 } });
    expect(counts.rating).toEqual({ visits: 3, exits: { input: 2, noInput: 0 } });
    expect(counts.judge).toEqual({ visits: 2, exits: { unhappy: 0, happy: 1, otherwise: 1 } });
    expect(counts.callBackMenu).toEqual({ visits: 1, exits: { yes: 0, no: 1, noInput: 0, noMatch: 0 } });
    expect(counts.goodbye).toEqual({ visits: 1, exits: { next: 1 } });
  });

  it('counts a block that asks again as one visit, and one that leads to itself as two', () => {
    const again = coverFlow(flow, blockTypes, [
      [{ block: 'rating' }, { block: 'rating' }, { block: 'rating', exit: 'input' }],
    ]);
    expect(again.counts.rating?.visits).toBe(1);
    const twice = coverFlow(flow, blockTypes, [[{ block: 'rating', exit: 'input' }, { block: 'rating' }]]);
    expect(twice.counts.rating?.visits).toBe(2);
  });
});
