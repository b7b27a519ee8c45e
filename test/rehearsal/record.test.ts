import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { callTestSchema } from '../../shared/flow/call-test.ts';
import { recordRehearsal } from '../../shared/rehearsal/record.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';
import { templates } from '../../shared/templates/index.ts';
import { callByHand, hands } from './support/hand.ts';

describe.each(templates.map(({ id, document }) => [id, document] as const))('a recorded call to %s', (_id, flow) => {
  it('goes the same way again', async () => {
    await fc.assert(
      fc.asyncProperty(hands, async ({ steps, phones }) => {
        const made = callByHand(flow, steps, phones);
        const test = recordRehearsal(made, { name: 'Recorded' });
        expect(callTestSchema.safeParse(test).error).toBeUndefined();
        const again = await runTest(test, { flow, types: blockTypes });
        // A text that takes too long to render, on a machine that is busy, is left out.
        fc.pre(
          again.notes.length === 0 && made.app.turns.every(({ result }) => result.log.every(({ notes }) => !notes)),
        );
        const told = `${again.failure ? describeFailure(again.failure) : ''}\n${JSON.stringify(test.steps)}`;
        expect(again.passed, told).toBe(true);
        expect(again.path, told).toEqual(made.path);
        expect(again.variables).toEqual(made.session?.variables ?? {});
      }),
      { numRuns: 60 },
    );
  });
});
