import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../client/state/coverage.ts';
import { createDocumentStore } from '../../client/state/document.ts';
import { nameForCall } from '../../client/state/save-call.ts';
import { createTestsStore, type RunResult } from '../../client/state/tests.ts';
import { draftOf, readStep } from '../../client/tests/read-step.ts';
import { STEP_FORMS } from '../../client/tests/step-fields.ts';
import { outcomeWords, sentence } from '../../client/tests/words.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { type CallStep, type CallTest, STEP_KINDS } from '../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { runTest } from '../../shared/rehearsal/run-test.ts';
import { read, twoLanguages } from '../languages/support.ts';

const flow: FlowDocument = {
  version: 1,
  name: 'Test',
  settings: {},
  variables: {},
  layout: {},
  tests: [],
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
    hello: { type: 'say', name: 'Hello', props: { prompts: [{ say: 'Hello there.' }] }, exits: { next: 'bye' } },
    bye: { type: 'hangup', props: {}, exits: {} },
    unused: { type: 'say', props: { prompts: [{ say: 'Never.' }] }, exits: {} },
  },
};
const hears: CallTest = { name: 'Hears hello', steps: [{ says: 'hello' }, { endsAt: 'bye' }] };

function setUp(tests: readonly CallTest[]) {
  const documents = createDocumentStore();
  documents.getState().open('test', 1, { ...flow, tests });
  const store = createTestsStore(documents, (test, document) => runTest(test, { flow: document, types: blockTypes }));
  return { documents, store, kept: () => documents.getState().document.tests };
}

describe('the tests of the open flow', () => {
  it('run, and forget how they went once they are edited', async () => {
    const { store, kept } = setUp([hears, { name: 'Hears more', steps: [{ says: 'goodbye' }] }]);
    await store.getState().run(kept());
    const results = kept().map((test) => store.getState().results.get(test));
    expect(results.map((result) => result?.passed)).toEqual([true, false]);
    expect(results[1]?.failure).toMatchObject({ step: 0, expected: '“goodbye” is said' });
    store.getState().setSteps(0, [{ says: 'there' }]);
    expect(store.getState().results.get(kept()[0] as CallTest)).toBeUndefined();
  });

  it('keep their results when they are renamed, and names that nobody else has', async () => {
    const { store, kept } = setUp([hears]);
    await store.getState().run(kept());
    store.getState().rename(0, 'Greets');
    expect(kept()[0]?.name).toBe('Greets');
    expect(store.getState().results.get(kept()[0] as CallTest)?.passed).toBe(true);
    store.getState().add({ name: 'Greets', steps: [] });
    expect(kept().map(({ name }) => name)).toEqual(['Greets', 'Greets (2)']);
    expect(store.getState().shown).toBe(1);
  });

  it('stay within what a document may hold, or it could not be saved any more', () => {
    const long = { name: 'x'.repeat(120), steps: [] };
    const { store, kept } = setUp([long]);
    store.getState().add(long);
    expect(kept().map(({ name }) => name.length)).toEqual([120, 120]);
    expect(kept()[1]?.name.endsWith('x (2)')).toBe(true);
    const full = setUp(Array.from({ length: 200 }, (_, index) => ({ name: `Test ${index}`, steps: [] })));
    full.store.getState().add(hears);
    expect([full.kept().length, full.store.getState().error]).toEqual([200, expect.stringContaining('200 tests')]);
  });

  it('begin in a language, or are made in each, and count for coverage in all of them', async () => {
    const both = {
      ...read(twoLanguages),
      tests: [{ name: 'Menu', steps: [{ press: '2' }, { hears: 'menu.prompts' }] }],
    };
    const { documents, store, kept } = setUp([]);
    documents.getState().open('test', 1, both);
    store.getState().change(0, { language: 'all' });
    expect(kept()[0]?.language).toBe('all');
    await store.getState().run(kept());
    const result = store.getState().results.get(kept()[0] as CallTest) as RunResult;
    expect(result.runs.map(({ name, passed }) => [name, passed])).toEqual([
      ['Menu (en-US)', true],
      ['Menu (es-MX)', true],
    ]);
    expect(outcomeWords(result, true).long).toContain('in 2 languages');
    store.getState().change(0, { language: undefined });
    expect(kept()[0]).not.toHaveProperty('language');
    expect(sentence({ hears: 'menu.prompts' }, () => 'Main menu')).toBe(
      'The text of “Main menu” (menu.prompts) is said',
    );
  });

  it('come back by undo after they were deleted', () => {
    const { documents, store, kept } = setUp([hears]);
    store.getState().remove(0);
    expect(kept()).toEqual([]);
    documents.getState().undo();
    expect(kept()).toEqual([hears]);
  });

  it('say why none could be run', async () => {
    const documents = createDocumentStore();
    documents.getState().open('test', 1, flow);
    const store = createTestsStore(documents, async () => {
      throw new Error('Broken.');
    });
    await store.getState().run([hears]);
    expect(store.getState()).toMatchObject({ error: 'The tests could not be run. Broken.', running: false });
  });

  it('cover blocks and exits, as long as the flow stays as it was', async () => {
    const { documents, store, kept } = setUp([hears]);
    await store.getState().run(kept());
    const results = [...store.getState().results.values()] as RunResult[];
    const cover = coverageOf(documents.getState().document, results);
    expect([[...cover.blocks], [...cover.exits]]).toEqual([
      ['start', 'hello', 'bye'],
      ['start:next', 'hello:next'],
    ]);
    expect(cover.known).toBe(true);
    expect([cover.blockCount, cover.exitCount]).toEqual([4, 3]);
    documents.getState().setProps('hello', { prompts: [{ say: 'Changed.' }] });
    expect(coverageOf(documents.getState().document, results).blocks.size).toBe(0);
    expect(coverageOf(documents.getState().document, results).known).toBe(false);
    expect(outcomeWords(results[0], false).long).toBe('Passed before the flow changed. Run it again.');
  });
});

describe('steps in words and forms', () => {
  const steps: readonly CallStep[] = [
    { press: '12#', during: true },
    { say: 'sales', confidence: 0.5 },
    { wait: 3 },
    { silence: true },
    { hangUp: true, listening: true },
    { dialled: 'busy', to: '+15550100111', after: 2 },
    { says: 'hello' },
    { plays: 'music.mp3' },
    { dials: 'client:desk' },
    { sends: 'Thanks', to: '+15550100199' },
    { happens: 'stream-started', of: 'orders' },
    { variable: 'score', is: 5 },
    { at: 'hello' },
    { endsAt: 'bye' },
  ];

  it('has a form for every kind of step, which gives back what it was given', () => {
    expect(Object.keys(STEP_FORMS).sort()).toEqual([...STEP_KINDS].sort());
    for (const step of steps) {
      const { kind, draft } = draftOf(step);
      expect(readStep(kind, draft, step)).toEqual({ step });
    }
  });

  it('says what is missing or cannot be', () => {
    expect(readStep('press', {})).toEqual({ problem: 'Fill in “Keys”.' });
    expect(readStep('press', { press: '1 2' })).toEqual({ problem: expect.stringContaining('0-9, *, #') });
    expect(readStep('wait', { wait: 'long' })).toHaveProperty('problem');
    expect(readStep('variable', { variable: 'score', is: 'true' })).toEqual({ step: { variable: 'score', is: true } });
  });

  it('reads as a sentence, with names and numbers for people', () => {
    const nameOf = (id: string): string => (id === 'hello' ? 'Hello' : id);
    expect(steps.map((step) => sentence(step, nameOf))).toEqual([
      'The caller presses 12# while the prompt still plays',
      'The caller says “sales”',
      '3 s pass',
      'The caller is silent',
      'The caller hangs up once something listens',
      '+1 555 010 0111 is busy after 2 s',
      '“hello” is said',
      '…music.mp3 plays',
      'client:desk is dialled',
      '“Thanks” is sent to +15550100199',
      'stream-started happens (orders)',
      'score is 5',
      'The call is at block “Hello”',
      'The call ends at block “bye”',
    ]);
  });

  it('names a call by what the caller did', () => {
    const line = (text: string) => ({ order: 1, at: 0, leg: 'CA', who: 'caller' as const, text });
    expect(nameForCall({ lines: [line('1'), line('2 (nothing listens)'), line('“sales please”')] })).toBe(
      'Presses 1 2, says “sales please”',
    );
    expect(nameForCall({ lines: [] })).toBe('Says and presses nothing');
  });
});
