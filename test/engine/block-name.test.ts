import { expect, test } from 'vitest';
import { blockNamesIn } from '../../shared/block-name.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { wayName } from '../../shared/engine/way-to.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';

const block = (type: string, props: object = {}, name?: string) =>
  ({ type, props, exits: {}, ...(name !== undefined && { name }) }) as FlowBlock;
const say = (text: string, name?: string) => block('say', { prompts: [{ say: text }] }, name);
const namesOf = (blocks: Readonly<Record<string, FlowBlock>>) => [...blockNamesIn(blocks, blockTypes)];

test('a block that no other is called like goes by its name, or its type', () => {
  expect(namesOf({ a: say('Hello'), b: say('Bye', 'Farewell'), c: block('hangup') })).toEqual([
    ['a', 'Say'],
    ['b', 'Farewell'],
    ['c', 'Hang up'],
  ]);
});

test('blocks that are called alike are told apart by what they say, named or not', () => {
  expect(
    Object.fromEntries(
      namesOf({ a: say('Good morning.'), b: say('Good evening.'), c: say('x', 'Greeting'), d: say('y', 'Greeting') }),
    ),
  ).toEqual({
    a: 'Say (Good morning)',
    b: 'Say (Good evening)',
    c: 'Greeting (x)',
    d: 'Greeting (y)',
  });
});

test('where that is the same as well they are counted; long words are cut', () => {
  const long = 'Thank you for calling the office of Acme';
  expect(Object.fromEntries(namesOf({ a: say(''), b: say(''), c: say(long), d: say(`${long}, Inc.`) }))).toEqual({
    a: 'Say (Says nothing yet, 1)',
    b: 'Say (Says nothing yet, 2)',
    c: 'Say (Thank you for calling the office of…, 1)',
    d: 'Say (Thank you for calling the office of…, 2)',
  });
  expect(
    Object.fromEntries(namesOf({ a: block('hangup'), b: block('hangup'), c: block('gone'), d: block('gone') })),
  ).toEqual({
    a: 'Hang up (Ends the call, 1)',
    b: 'Hang up (Ends the call, 2)',
    c: 'gone (1)',
    d: 'gone (2)',
  });
});

test('logs, tests and transcripts call them the same', () => {
  const flow = { blocks: { a: say('Good morning'), b: say('Good evening') } };
  expect(wayName('b', { flow }, blockTypes)).toBe('Say (Good evening)');
});
