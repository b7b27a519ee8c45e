import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { linesOf } from '../../server/cli/lines.ts';

it('brings lines one after another, and then says that there are no more', async () => {
  const input = new PassThrough();
  input.end('1\n\nsales please\n');
  const lines = [];
  for await (const line of linesOf(input)) lines.push(line);
  expect(lines).toEqual(['1', '', 'sales please']);
});

it('lets go of the input while a line is waited for, or the process would wait for a last Enter', async () => {
  const input = new PassThrough();
  const lines = linesOf(input);
  const waiting = lines.next();
  await lines.return?.();
  expect(await waiting).toMatchObject({ done: true });
  expect(input.isPaused()).toBe(true);
});
