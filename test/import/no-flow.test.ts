import { expect, test } from 'vitest';
import { IMPORTABLE, whyNoFlow } from '../../shared/import/no-flow.ts';

test.each([
  [[], 'an empty list'],
  [['a'], 'a list of 1 text'],
  [[{}, {}, {}], 'a list of 3 objects'],
  [[1, 'a'], 'a list of 2 things'],
  [{}, 'an empty object'],
  [{ only: 1 }, 'an object with "only"'],
  [{ a: 1, b: 2, c: 3, d: 4 }, 'an object with "a", "b", "c" and "d"'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, 'an object with "a", "b", "c" and 2 more keys'],
  [
    { name: 'x', version: '1.0.0', scripts: {} },
    'the package.json of a JavaScript package with "name", "version" and "scripts"',
  ],
  [{ ['k'.repeat(400)]: 1 }, `an object with "${'k'.repeat(29)}…"`],
  [42, 'the number 42'],
  ['Hello', 'the text "Hello"'],
  [null, 'only null'],
])('%j is told for what it looks like', (value, looks) => {
  expect(whyNoFlow(value)).toBe(`This is JSON, but no flow: it is ${looks}. ${IMPORTABLE}`);
});

test('a flow of ours is left to those who read it; what lies around one is told', () => {
  expect(whyNoFlow({ blocks: {} })).toBeUndefined();
  expect(whyNoFlow({ revision: 3, document: { blocks: {} } })).toContain(
    'What it has at "document" is a flow of Patchcord',
  );
  expect(whyNoFlow([{ blocks: {} }])).toContain('What it has at [0] is a flow of Patchcord');
});
