import { expect, test } from 'vitest';
import { nearest } from '../../shared/text/nearest.ts';

test.each([
  ['gathr', ['gather', 'dial'], 'gather'],
  ['tires', ['tries', 'name'], 'tries'],
  ['trys', ['tries', 'name'], 'tries'],
  ['tries', ['trys', 'name'], 'trys'],
  ['chek', ['check', 'test'], 'check'],
])('%s among %j is %s', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});

test.each([
  ['name', ['note', 'game_no']],
  ['trys', ['tools', 'trees']],
  ['day', ['die', 'diet']],
  ['ie', ['call']],
  ['x', ['you', 'tie']],
])('%s is not taken for any of %j', (name, candidates) => {
  expect(nearest(name, candidates)).toBeUndefined();
});
