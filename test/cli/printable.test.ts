import { expect, it } from 'vitest';
import { printable } from '../../server/cli/printable.ts';

it('shows what would control a terminal', () => {
  expect(printable('\u001b[2J\u009b2J\u0007 hi\r')).toBe('\\u001b[2J\\u009b2J\\u0007 hi\\u000d');
});

it('leaves lines, tabs and letters alone', () => {
  expect(printable('a\tb\nÜ\u{1F4DE}')).toBe('a\tb\nÜ\u{1F4DE}');
});

it('keeps JSON what it was', () => {
  const value = { text: 'a\u009bb\u007f\u001bc' };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});
