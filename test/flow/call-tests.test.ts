import { describe, expect, it } from 'vitest';
import { CALL_TEST_LIMITS, type CallTest } from '../../shared/flow/call-test.ts';
import { diffFlows } from '../../shared/flow/diff.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';

const document = (tests: unknown) => ({ version: 1, name: 'Desk', tests });

function problems(tests: unknown): string[] {
  const parsed = parseFlow(document(tests), new Map());
  return parsed.ok ? [] : parsed.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

const withStep = (step: unknown) => [{ name: 'One', steps: [{ says: 'Hi' }, step] }];
const flow = (...tests: CallTest[]): FlowDocument => {
  const parsed = parseFlow(document(tests), new Map());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.flow;
};

describe('tests in a document', () => {
  it('take every kind of step', () => {
    const steps = [
      { press: '12#w*', during: true },
      { say: 'sales', confidence: 0.5, during: false },
      { wait: 2.5 },
      { silence: true },
      { dialled: 'answer', to: '+15550100111', after: 1, talks: 60, press: '1' },
      { says: 'Hi' },
      { plays: '/hello.mp3' },
      { dials: '+15550100111' },
      { sends: 'Thanks', to: '+15550100199' },
      { happens: 'stream-started', of: 'orders' },
      { variable: 'score', is: 5 },
      { variable: 'blocks.menu.Digits', is: '5' },
      { at: 'menu' },
      { hangUp: true, listening: true },
      { endsAt: 'menu' },
    ];
    const at = '2026-01-05T20:00:00+01:00';
    const outcomes = { Pay: { Result: 'success' } };
    const http = { 'https://example.com/': { status: 200, body: '<Response/>', seconds: 1 } };
    expect(
      problems([
        { name: 'All', from: '+1', to: '+2', at, media: { 'a.mp3': 3, 'b.mp3': null }, http, outcomes, steps },
      ]),
    ).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a misspelt step',
      withStep({ pres: '1' }),
      /^unknown-step \$\.tests\[0\]\.steps\[1\]\.pres: "pres" is not a step of a test\. Did you mean "press"\?$/,
    ],
    [
      'a step like none',
      withStep({ frobnicate: 1 }),
      /^unknown-step \$\.tests\[0\]\.steps\[1\]\.frobnicate: .*Expected one of: dialled, press, say/,
    ],
    [
      'an empty step',
      withStep({}),
      /^unknown-step \$\.tests\[0\]\.steps\[1\]: The step is empty\. Expected one of: dialled/,
    ],
    ['a step that is a text', withStep('1'), /^wrong-shape \$\.tests\[0\]\.steps\[1\]: A step is an object/],
    [
      'letters as keys',
      withStep({ press: '1x' }),
      /^wrong-shape \$\.tests\[0\]\.steps\[1\]\.press: .*is not made of keys/,
    ],
    [
      'a misspelt option',
      withStep({ press: '1', durin: true }),
      /^unknown-key \$\.tests\[0\]\.steps\[1\]\.durin: .*Did you mean "during"/,
    ],
    [
      'two steps in one',
      withStep({ press: '1', says: 'Hi' }),
      /^unknown-key \$\.tests\[0\]\.steps\[1\]\.says: .*Expected one of: press, during/,
    ],
    [
      'a phone that does something else',
      withStep({ dialled: 'answers' }),
      /^wrong-shape \$\.tests\[0\]\.steps\[1\]\.dialled: .*"answer"/,
    ],
    ['silence that is false', withStep({ silence: false }), /^wrong-shape \$\.tests\[0\]\.steps\[1\]\.silence/],
    ['a variable without a value', withStep({ variable: 'x' }), /^wrong-shape \$\.tests\[0\]\.steps\[1\]\.is/],
    ['no name', [{ steps: [] }], /^wrong-shape \$\.tests\[0\]\.name/],
    ['no steps', [{ name: 'One' }], /^wrong-shape \$\.tests\[0\]\.steps/],
    [
      'an unknown key of a test',
      [{ name: 'One', stesp: [], steps: [] }],
      /^unknown-key \$\.tests\[0\]\.stesp: .*Did you mean "steps"/,
    ],
    [
      'an unknown key of an answer',
      [{ name: 'One', steps: [], http: { 'https://x/': { stats: 1 } } }],
      /^unknown-key \$\.tests\[0\]\.http\.https:\/\/x\/\.stats: .*Did you mean "status"/,
    ],
    ['a time that is none', [{ name: 'One', at: 'Monday', steps: [] }], /^wrong-shape \$\.tests\[0\]\.at/],
    [
      'two of one name',
      [
        { name: 'One', steps: [] },
        { name: 'One', steps: [] },
      ],
      /^duplicate-test \$\.tests\[1\]\.name: Tests 0 and 1 are both called "One"/,
    ],
    ['a test that is null', [null], /^wrong-shape \$\.tests\[0\]/],
    [
      'too many tests',
      Array.from({ length: CALL_TEST_LIMITS.tests + 1 }, (_, i) => ({ name: `${i}`, steps: [] })),
      /^too-many \$\.tests: The flow has 201 tests; at most 200 fit/,
    ],
    [
      'too many steps',
      [{ name: 'One', steps: Array(CALL_TEST_LIMITS.steps + 1).fill({ silence: true }) }],
      /^wrong-shape \$\.tests\[0\]\.steps/,
    ],
  ])('are refused for %s', (_what, tests, expected) => {
    expect(problems(tests)[0]).toMatch(expected);
  });

  it('are written in one order, a step to a line, and read back', () => {
    const test = {
      steps: [
        { during: true, press: '1' },
        { to: '+2', sends: 'a {\n          b\n        }' },
      ],
      from: '+1',
      name: 'One',
    };
    const text = writeFlow(flow(test as CallTest));
    expect(text).toContain(
      '{\n      "name": "One",\n      "from": "+1",\n      "steps": [\n        { "press": "1", "during": true },\n',
    );
    expect(JSON.parse(text).tests).toEqual([test]);
    expect(writeFlow(flow(JSON.parse(text).tests[0]))).toBe(text);
    expect(writeFlow(flow())).not.toContain('tests');
  });

  it('are compared by their names', () => {
    const [a, b, c] = ['A', 'B', 'C'].map((name): CallTest => ({ name, steps: [{ says: 'Hi' }] })) as [
      CallTest,
      CallTest,
      CallTest,
    ];
    const summaries = (before: FlowDocument, after: FlowDocument) =>
      diffFlows(before, after).map(({ kind, path, summary }) => `${kind} ${path}: ${summary}`);
    expect(summaries(flow(a, b), flow(a, b))).toEqual([]);
    expect(summaries(flow(a, b), flow(c, { ...b, steps: [] }))).toEqual([
      'added $.tests[0]: Test "C" was added.',
      'changed $.tests[1]: Test "B" was changed.',
      'removed $.tests[0]: Test "A" was removed.',
    ]);
    expect(summaries(flow(a, b), flow(b, a))).toEqual(['changed $.tests: The tests were put in another order.']);
  });
});
