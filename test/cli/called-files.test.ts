import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeFlow } from '../../shared/flow/write.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { run } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchcord-called-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'main.flow.json');
const tests = [{ name: 'Seven', steps: [{ says: 'Your customer number' }, { press: '7' }, { says: 'customer 7' }] }];
writeFileSync(file, writeFlow({ ...callingFlow, tests }));
const beside = join(folder, 'ask.flow.json');

it('says which file is not there', async () => {
  for (const command of ['twiml', 'call', 'test']) {
    const { code, err } = await run(command, file, ...(command === 'call' ? ['--silence'] : []));
    expect([command, code, err]).toEqual([command, 1, expect.stringContaining(`its file ${beside} is not there`)]);
  }
  const check = await run('check', file);
  expect([check.code, check.out]).toEqual([1, expect.stringContaining('There is no flow "ask"')]);
});

it('runs the flows beside a file', async () => {
  writeFileSync(beside, writeFlow(askFlow('Your {{ what }}?')));
  expect((await run('check', file)).code).toBe(0);
  expect((await run('twiml', file)).out).toContain('<Say>Your customer number?</Say>');
  const called = await run('call', file, '--press', '7');
  expect([called.code, called.out]).toEqual([0, expect.stringContaining('Hello, customer 7.')]);
  const tested = await run('test', file);
  expect([tested.code, tested.out]).toEqual([0, expect.stringContaining('1 test: 1 passed, 0 failed.')]);
});

it('finds flows that run each other in a circle', async () => {
  const ask = askFlow('Which?');
  const back = { type: 'subflow', props: { flow: 'main' }, exits: { failed: 'none' } };
  writeFileSync(beside, writeFlow({ ...ask, blocks: { ...ask.blocks, back } }));
  const { code, out } = await run('check', file);
  expect([code, out]).toEqual([1, expect.stringContaining('main → ask → main')]);
  expect((await run('check', beside)).out).toContain('ask → main → ask');
});
