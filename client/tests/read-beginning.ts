import type { CallTest } from '../../shared/flow/call-test.ts';
import { testProblems } from '../../shared/flow/parse-tests.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

/** What a test makes up, so that it goes the same way every time. */
export type MadeUp = Pick<CallTest, (typeof MADE_UP)[number]>;

const MADE_UP = ['http', 'functions', 'refused', 'outcomes', 'env', 'media'] as const;

/** Its parts that say something; an undefined one takes it out of the test. */
export function madeUpOf(test: CallTest): MadeUp {
  return Object.fromEntries(MADE_UP.flatMap((key) => (test[key] === undefined ? [] : [[key, test[key]]])));
}

/** What is typed, as parts of the test (absent ones undefined), or what is wrong with it. */
export function readMadeUp(text: string): { readonly madeUp: MadeUp } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.trim() || '{}');
  } catch (error) {
    return { problem: `This is not JSON yet: ${(error as Error).message}` };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { problem: EXPECTED };
  const other = Object.keys(json).find((key) => !(MADE_UP as readonly string[]).includes(key));
  if (other !== undefined) return { problem: `"${other}" cannot be made up. ${EXPECTED}` };
  const [problem] = testProblems([{ name: 'Test', steps: [], ...json }]);
  if (problem) return { problem: `${problem.path.replace('$.tests[0].', '')}: ${problem.message}` };
  return { madeUp: Object.fromEntries(MADE_UP.map((key) => [key, (json as MadeUp)[key]])) };
}

const EXPECTED = `Expected an object with ${MADE_UP.slice(0, -1).join(', ')} or ${MADE_UP.at(-1)}.`;

/** Something to make up that a block of the flow asks for, with what it would be to begin with. */
export interface Suggestion {
  readonly label: string;
  readonly madeUp: MadeUp;
}

/** What the flow's blocks ask for and the test does not make up yet; one of each kind. */
export function suggestions({ blocks }: FlowDocument, has: MadeUp): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const first = (type: string, wanted: (block: FlowBlock, id: string) => boolean) =>
    Object.entries(blocks).find(([id, block]) => block.type === type && wanted(block, id));
  const asked = first('http', (block) => has.http?.[beginningOf(block.props.url)] === undefined);
  if (asked) {
    const answer = { status: 200, body: '{}', contentType: 'application/json', seconds: 0.5 };
    found.push({
      label: 'Answer of a server',
      madeUp: { ...has, http: { ...has.http, [beginningOf(asked[1].props.url)]: answer } },
    });
  }
  const [run] = first('function', (_, id) => has.functions?.[id] === undefined) ?? [];
  if (run !== undefined) {
    found.push({ label: 'Result of a function', madeUp: { ...has, functions: { ...has.functions, [run]: {} } } });
  }
  if (first('send', () => has.refused === undefined)) {
    found.push({ label: 'Refused number', madeUp: { ...has, refused: { '+15550100199': 21610 } } });
  }
  if (first('pay', () => has.outcomes?.Pay === undefined)) {
    const outcomes = { ...has.outcomes, Pay: { Result: 'payment-connector-error' } };
    found.push({ label: 'Failed payment', madeUp: { ...has, outcomes } });
  }
  return found;
}

/** An address up to what is filled in when the call comes. */
function beginningOf(url: unknown): string {
  const literal = typeof url === 'string' ? (url.split(/\{[{%]/)[0] ?? '').trim() : '';
  return literal || 'https://';
}
