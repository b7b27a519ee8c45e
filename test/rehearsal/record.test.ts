import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { callTestSchema } from '../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { recordRehearsal } from '../../shared/rehearsal/record.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';
import { templates } from '../../shared/templates/index.ts';
import { read, twoLanguages } from '../languages/support.ts';
import { callByHand, hands } from './support/hand.ts';

/**
 * Calls that can be made again and end: what is keyed in during a payment is recorded nowhere, and a queue from which nobody takes
 * a caller keeps them for longer than a test may have steps.
 */
const kept = templates.filter(({ document }) => {
  const blocks = Object.values(document.blocks);
  const called = blocks.some(({ props }) => props.on === 'incoming-call');
  return called && !blocks.some(({ type }) => type === 'enqueue') && blocks.every(({ type }) => type !== 'pay');
});

describe.each(kept.map(({ id, document }) => [id, document] as const))('a recorded call to %s', (_id, flow) => {
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

describe('what is recorded', () => {
  const flow: FlowDocument = {
    version: 1,
    name: 'Pause',
    settings: {},
    variables: {},
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: 'Hello.' }] }, exits: { next: 'rest' } },
      rest: { type: 'pause', props: { length: 10 }, exits: { next: 'ring' } },
      ring: {
        type: 'dial',
        props: { targets: [{ kind: 'number', to: '+15550100141' }], timeLimit: 20 },
        exits: { noAnswer: 'hello', busy: 'hello', failed: 'hello' },
      },
    },
    layout: {},
    tests: [],
  };

  it('tells where somebody hung up in silence', () => {
    const { steps } = recordRehearsal(callByHand(flow, [{ after: 3, hangUp: true }], []), { name: 'Hung up' });
    expect(steps).toEqual([{ says: 'Hello.' }, { at: 'rest' }, { hangUp: true }, { endsAt: 'rest' }]);
  });

  it('keeps the language that a call began in', async () => {
    const flow = read(twoLanguages);
    const made = callByHand(flow, [{ after: 60, hangUp: true }], [], { language: 'es-MX' });
    const test = recordRehearsal(made, { name: 'Spanish' });
    expect(test.language).toBe('es-MX');
    expect((await runTest(test, { flow, types: blockTypes })).passed).toBe(true);
    expect(recordRehearsal(callByHand(flow, [], []), { name: 'Own' })).not.toHaveProperty('language');
  });

  it('leaves out what is keyed in during a payment', () => {
    const paying: FlowDocument = {
      ...flow,
      blocks: { ...flow.blocks, hello: { type: 'pay', props: {}, exits: {} } },
    };
    const made = callByHand(paying, [{ after: 3, keys: '4111' }], []);
    const test = recordRehearsal(made, { name: 'Paid' });
    expect(JSON.stringify(test)).not.toContain('press');
    expect(callTestSchema.safeParse(test).error).toBeUndefined();
  });

  it('keeps people on the phone who did not hang up themselves', () => {
    const talked = (talks: number) =>
      recordRehearsal(callByHand(flow, [], [{ does: 'answer', after: 2, talks }]), { name: 'Talked' }).steps.find(
        (step) => 'dialled' in step,
      );
    expect(talked(7)).toEqual({ dialled: 'answer', to: '+15550100141', after: 2, talks: 7 });
    expect(talked(100)).toMatchObject({ talks: 80 });
  });

  it('says when the call was made, and what it is told of the world', () => {
    const made = callByHand(flow, [], []);
    const options = { name: 'Told', from: '+15550100177', media: { 'a.mp3': 2 } };
    expect(recordRehearsal(made, options)).toMatchObject({ ...options, at: '2026-01-05T15:00:00.000Z' });
  });
});
