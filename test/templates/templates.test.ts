import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { runsOf } from '../../shared/rehearsal/in-languages.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';
import { templates } from '../../shared/templates/index.ts';

describe.each(templates.map((template) => [template.id, template] as const))('template %s', (_id, { document }) => {
  it('reads, has no problem of any kind, and every block has its place', () => {
    const read = readFlow(writeFlow(document));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(checkFlow(read.flow, blockTypes)).toEqual([]);
    expect(Object.keys(read.flow.layout).sort()).toEqual(Object.keys(read.flow.blocks).sort());
  });

  it('passes its own tests', async () => {
    expect(document.tests.length).toBeGreaterThan(1);
    for (const test of document.tests.flatMap((one) => runsOf(one, document))) {
      const { failure } = await runTest(test, { flow: document, types: blockTypes });
      expect(failure && `${test.name}: ${describeFailure(failure)}`).toBeUndefined();
    }
  });

  it('has cards that do not touch', () => {
    const places = Object.entries(document.layout);
    for (const [a, [ax, ay]] of places) {
      for (const [b, [bx, by]] of places) {
        // Cards are 240 wide and, with four exits, up to 240 high.
        if (a < b) expect(Math.abs(ax - bx) >= 160 || Math.abs(ay - by) >= 160, `${a} and ${b}`).toBe(true);
      }
    }
  });

  it('names nobody real', () => {
    for (const number of writeFlow(document).match(/\+\d+/g) ?? []) expect(number).toMatch(/^\+1555/);
  });
});
