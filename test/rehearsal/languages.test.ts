import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { runsOf } from '../../shared/rehearsal/in-languages.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';
import { read, twoLanguages } from '../languages/support.ts';

const flow = read(twoLanguages);
const run = (test: Omit<CallTest, 'name'>, on = flow) =>
  runTest({ name: 'Test', ...test }, { flow: on, types: blockTypes });

describe('a test in a language', () => {
  it('begins in it, and hears rows in it', async () => {
    const spanish = { language: 'es-MX', steps: [{ press: '2' }, { hears: 'menu.prompts' }, { says: 'Para ventas' }] };
    expect((await run({ ...spanish, steps: spanish.steps.slice(0, 2) })).passed).toBe(true);
    // The words were used by the row.
    expect((await run(spanish)).passed).toBe(false);
    const chosen = await run({ steps: [{ hears: 'ask.prompts' }, { press: '2' }, { hears: 'menu.prompts' }] });
    expect(chosen.passed).toBe(true);
    expect(chosen.transcript.some(({ text }) => text.includes('Para ventas'))).toBe(true);
  });

  it('fails where another row, or only a part of it, is heard', async () => {
    const other = await run({ steps: [{ hears: 'menu.prompts' }] });
    expect(other.failure && describeFailure(other.failure)).toContain('expected that the text menu.prompts is said');
    const longer = read({
      ...twoLanguages,
      translations: {
        'es-MX': {
          ...twoLanguages.translations['es-MX'],
          'menu.prompts': { value: [{ say: 'Para ventas, oprima uno.' }, { play: 'https://example.com/es.mp3' }] },
        },
      },
    });
    const steps = [{ press: '2' }, { hears: 'menu.prompts' }];
    expect((await run({ steps }, longer)).passed).toBe(true);
    // What is said holds the row in English, and the call is in Spanish.
    expect((await run({ steps: [{ press: '1' }, { hears: 'menu.prompts' }] })).passed).toBe(true);
    expect((await run({ language: 'es-MX', steps: [{ says: 'For sales' }] })).passed).toBe(false);
  });

  it('expects the words around variables', async () => {
    const steps = [{ press: '2' }, { press: '1' }, { hears: 'hours.prompts' }];
    expect((await run({ steps })).passed).toBe(true);
  });

  it('hears what is said when a turn fails, in the language of the call', async () => {
    const { menu } = twoLanguages.blocks;
    const broken = read({
      ...twoLanguages,
      blocks: { ...twoLanguages.blocks, menu: { ...menu, exits: { noInput: 'bye', noMatch: 'bye' } } },
    });
    const steps = (key: string) => [{ press: key }, { hears: 'menu.prompts' }, { press: '1' }, { hears: 'fallback' }];
    const spanish = await run({ steps: steps('2') }, broken);
    expect(spanish.passed).toBe(true);
    expect(spanish.transcript.some(({ text }) => text.includes('Lo sentimos.'))).toBe(true);
    expect((await run({ steps: steps('1') }, broken)).passed).toBe(true);
    expect((await run({ steps: steps('1') })).passed).toBe(false);
    expect(checkFlow({ ...flow, tests: [{ name: 'A', steps: steps('1') }] }, blockTypes)).toEqual(
      checkFlow(flow, blockTypes),
    );
  });

  it('stands for a call in each language with "all"', async () => {
    const test: CallTest = { name: 'Menu', language: 'all', steps: [] };
    expect(runsOf(test, flow).map(({ name, language }) => [name, language])).toEqual([
      ['Menu (en-US)', 'en-US'],
      ['Menu (es-MX)', 'es-MX'],
    ]);
    expect(runsOf(test, flow, 'es-MX').map(({ name }) => name)).toEqual(['Menu (es-MX)']);
    expect(runsOf({ name: 'Own', steps: [] }, flow, 'es-MX')).toEqual([]);
    expect(runsOf({ name: 'Own', steps: [] }, flow, 'en-US')).toHaveLength(1);
  });

  it('is told where it names a language or a row that the flow does not have', () => {
    const tests: CallTest[] = [
      { name: 'A', language: 'es-MS', steps: [{ hears: 'menu.prompt' }, { hears: 'bye.prompts' }] },
      { name: 'B', language: 'all', steps: [{ hears: 'menu.prompts' }] },
    ];
    const problems = checkFlow({ ...flow, tests }, blockTypes).filter(({ path }) => path?.startsWith('$.tests'));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['bad-test-language', '$.tests[0].language'],
      ['bad-test-step', '$.tests[0].steps[0].hears'],
      ['bad-test-step', '$.tests[0].steps[1].hears'],
    ]);
    expect(problems[0]?.message).toContain('Did you mean "es-MX"?');
    expect(problems[1]?.message).toContain('Did you mean "menu.prompts"?');
  });
});

describe('a test with bindings', () => {
  const bound = read({
    ...twoLanguages,
    blocks: {
      ...twoLanguages.blocks,
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'bound' } },
      bound: { type: 'say', props: { prompts: [{ say: 'This is {{ env.place }}.' }] }, exits: { next: 'bye' } },
    },
  });

  it('says what the environment holds, its own over what it is run with', async () => {
    const test: CallTest = { name: 'Here', env: { place: 'the shop' }, steps: [{ says: 'This is the shop' }] };
    expect((await runTest(test, { flow: bound, types: blockTypes })).passed).toBe(true);
    expect((await runTest(test, { flow: bound, types: blockTypes, env: { place: 'elsewhere' } })).passed).toBe(true);
    const { env: _env, ...bare } = test;
    expect((await runTest(bare, { flow: bound, types: blockTypes, env: { place: 'the shop' } })).passed).toBe(true);
    expect((await runTest(bare, { flow: bound, types: blockTypes })).passed).toBe(false);
  });

  it('is kept with the flow as it is written', () => {
    const tests = [{ name: 'Here', language: 'all', env: { place: 'x' }, steps: [{ hears: 'bound.prompts' }] }];
    const written = writeFlow({ ...bound, tests: tests as CallTest[] });
    const parsed = readFlow(JSON.parse(written));
    expect(parsed).toMatchObject({ ok: true, flow: { tests } });
    const wrong = readFlow({ ...JSON.parse(written), tests: [{ ...tests[0], env: { 'a-b': 'x' } }] });
    expect(wrong).toMatchObject({ ok: false, problems: [{ path: expect.stringContaining('$.tests[0].env') }] });
  });
});
